import { expect, test } from 'vitest'
import { keeperOf } from './keeper.ts'

test.each<
  [name: string, labels: Record<string, string>, annotations: Record<string, string>, commands: string[]]
>([
  [
    'Helm',
    { 'helm.sh/chart': 'aws-vpc-cni-1.20.1', 'app.kubernetes.io/managed-by': 'Helm' },
    { 'meta.helm.sh/release-name': 'cni', 'meta.helm.sh/release-namespace': 'kube-system' },
    [
      'helm -n kube-system get values cni -o yaml > values.yaml',
      "helm -n kube-system upgrade cni '<repository>/aws-vpc-cni' -f values.yaml",
    ],
  ],
  [
    'Helm that left nothing but its label',
    { 'app.kubernetes.io/managed-by': 'Helm' },
    {},
    [
      "helm get values '<release>' -o yaml > values.yaml",
      "helm upgrade '<release>' '<chart>' -f values.yaml",
    ],
  ],
  [
    'Argo CD by its tracking id',
    {},
    { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:apps/api' },
    ['argocd app get shop', 'argocd app sync shop'],
  ],
  [
    'Argo CD by its label',
    { 'argocd.argoproj.io/instance': 'shop' },
    {},
    ['argocd app get shop', 'argocd app sync shop'],
  ],
  [
    'Flux',
    { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'gitops' },
    {},
    ['flux -n gitops get kustomizations apps', 'flux -n gitops reconcile kustomization apps --with-source'],
  ],
  [
    'Flux by a HelmRelease',
    { 'helm.toolkit.fluxcd.io/name': 'api', 'helm.toolkit.fluxcd.io/namespace': 'apps' },
    {},
    ['flux -n apps get helmreleases api', 'flux -n apps reconcile helmrelease api --with-source'],
  ],
  [
    'an add-on manager, which has no source of yours',
    { 'addonmanager.kubernetes.io/mode': 'Reconcile' },
    {},
    [],
  ],
  [
    'a release with a hostile name',
    { 'app.kubernetes.io/managed-by': 'Helm' },
    { 'meta.helm.sh/release-name': '$(id); rm -rf /' },
    [
      "helm get values '$(id); rm -rf /' -o yaml > values.yaml",
      "helm upgrade '$(id); rm -rf /' '<chart>' -f values.yaml",
    ],
  ],
])('kept by %s', (_, labels, annotations, commands) => {
  const lines = keeperOf({ labels, annotations })?.source.split('\n') ?? []
  expect(lines[0]).toMatch(/^# Kept by .* taken back /)
  expect(lines.slice(1)).toEqual(commands)
})
