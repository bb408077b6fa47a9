import { keeperSource } from './keeperSource.ts'

/** Who writes an object again and again, and so takes back what is patched by hand. */
export interface Keeper {
  /** "Argo CD", "Helm". */
  name: string
  /** The mark it is known by, "argocd.argoproj.io/tracking-id". */
  mark: string
  /** When a patch by hand would be lost. */
  undoes: string
  /** Commands for `sh` by which its source is found and rolled out; no patch is among them. */
  source: string
}

interface Kept {
  labels: Record<string, string>
  annotations: Record<string, string>
  managers?: readonly string[]
}

const sync = 'at its next sync'
const marks: { prefix: string; name: string; undoes: string }[] = [
  { prefix: 'argocd.argoproj.io/', name: 'Argo CD', undoes: sync },
  { prefix: 'kustomize.toolkit.fluxcd.io/', name: 'Flux', undoes: sync },
  { prefix: 'helm.toolkit.fluxcd.io/', name: 'Flux (HelmRelease)', undoes: sync },
  { prefix: 'addonmanager.kubernetes.io/', name: "the cluster's add-on manager", undoes: 'within minutes' },
  { prefix: 'meta.helm.sh/', name: 'Helm', undoes: 'at the next helm upgrade' },
]

const managerNames: { pattern: RegExp; name: string; undoes: string }[] = [
  { pattern: /^argocd/, name: 'Argo CD', undoes: sync },
  { pattern: /^(kustomize-controller|flux)/, name: 'Flux', undoes: sync },
  { pattern: /^helm-controller$/, name: 'Flux (HelmRelease)', undoes: sync },
  { pattern: /^eks$/, name: 'the EKS add-on', undoes: 'when the add-on is next updated' },
  {
    pattern: /^Go-http-client.*addon|^addon-manager/,
    name: "the cluster's add-on manager",
    undoes: 'within minutes',
  },
  { pattern: /^(Terraform|HashiCorp|terraform)/, name: 'Terraform', undoes: 'at the next apply' },
  { pattern: /^pulumi/, name: 'Pulumi', undoes: 'at the next update' },
  { pattern: /^[Hh]elm$/, name: 'Helm', undoes: 'at the next helm upgrade' },
]

/** Null where nothing says that anyone but people keeps it. */
export function keeperOf(object: Kept): Keeper | null {
  const seen = sign(object)
  return seen && { ...seen, source: keeperSource(seen, object) }
}

function sign(object: Kept): Omit<Keeper, 'source'> | null {
  const keys = [...Object.keys(object.annotations), ...Object.keys(object.labels)]
  for (const { prefix, name, undoes } of marks) {
    const mark = keys.find(key => key.startsWith(prefix))
    if (mark) return { name, mark, undoes }
  }
  for (const { pattern, name, undoes } of managerNames) {
    const manager = object.managers?.find(each => pattern.test(each))
    if (manager) return { name, mark: `field manager ${manager}`, undoes }
  }
  if (object.labels['app.kubernetes.io/managed-by'] === 'Helm')
    return { name: 'Helm', mark: 'app.kubernetes.io/managed-by', undoes: 'at the next helm upgrade' }
  return null
}
