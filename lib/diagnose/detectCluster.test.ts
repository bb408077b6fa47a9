import { describe, expect, test } from 'vitest'
import {
  aks,
  antrea,
  calico,
  cilium,
  cluster,
  daemonSet,
  eks,
  eksAuto,
  flannel,
  gke,
  k3s,
  node,
  running,
} from './builders/clusters.ts'
import { detectCluster } from './detectCluster.ts'

const nodes = (more: Parameters<typeof node>[1]) => cluster({ nodes: [node('node-a', more)] })

describe('a cluster by its objects', () => {
  // biome-ignore format: a table is read by its columns
  test.each([
    ['EKS', eks(), 'AWS VPC CNI', 'EKS', 'AWS'],
    ['EKS with Calico for policies', { ...eks(), daemonSets: [daemonSet('aws-node'), daemonSet('calico-node')] }, 'AWS VPC CNI', 'EKS', 'AWS'],
    ['EKS Auto Mode', eksAuto(null), 'EKS Auto Mode', 'EKS Auto Mode', 'AWS'],
    ['AKS overlay', aks(), 'Azure CNI Overlay', 'AKS', 'Azure'],
    ['AKS with Cilium', nodes({ providerId: 'azure:///x', labels: { 'kubernetes.azure.com/ebpf-dataplane': 'cilium' } }), 'Azure CNI powered by Cilium', 'AKS', 'Azure'],
    ['AKS flat', { ...nodes({ providerId: 'azure:///x', labels: { 'kubernetes.azure.com/agentpool': 'a' } }), daemonSets: [daemonSet('azure-cns')] }, 'Azure CNI', 'AKS', 'Azure'],
    ['AKS kubenet', nodes({ providerId: 'azure:///x', labels: { 'kubernetes.azure.com/agentpool': 'a' } }), 'kubenet', 'AKS', 'Azure'],
    ['GKE', gke('v2.12.6'), 'GKE', 'GKE', 'Google Cloud'],
    ['GKE with Calico for policies', { ...gke('v2.12.6'), daemonSets: [daemonSet('calico-node'), daemonSet('ip-masq-agent')] }, 'GKE', 'GKE', 'Google Cloud'],
    ['GKE Dataplane V2', { ...gke(null), daemonSets: [daemonSet('anetd')] }, 'GKE Dataplane V2', 'GKE', 'Google Cloud'],
    ['GKE Autopilot', { ...gke(null), nodes: [node('gk3-a', { providerId: 'gce://p/z/n' })] }, null, 'GKE Autopilot', 'Google Cloud'],
    ['Calico', calico({ natOutgoing: true }), 'Calico', null, 'no cloud'],
    ['Flannel', flannel(['--ip-masq']), 'Flannel', null, 'no cloud'],
    ['k3s', k3s(), 'Flannel', 'k3s', 'no cloud'],
    ['RKE2 with Canal', { ...nodes({ kubeletVersion: 'v1.35.4+rke2r1', providerId: 'rke2://n' }), daemonSets: [daemonSet('rke2-canal')] }, 'Canal (Flannel)', 'RKE2', 'no cloud'],
    ['Talos with Flannel', { ...nodes({ osImage: 'Talos (v1.11.0)' }), daemonSets: [daemonSet('kube-flannel')] }, 'Flannel', 'Talos', 'no cloud'],
    ['Cilium', cilium({}), 'Cilium', null, 'no cloud'],
    ['kind', { ...nodes({ providerId: 'kind://docker/kind/n' }), daemonSets: [daemonSet('kindnet')] }, 'kindnet', 'kind', 'one machine'],
    ['Weave', running('weave-net'), 'Weave', null, 'no cloud'],
    ['Antrea', antrea(''), 'Antrea', null, 'no cloud'],
    ['OpenShift', nodes({ labels: { 'node.openshift.io/os_id': 'rhcos' }, annotations: { 'k8s.ovn.org/l3-gateway-config': '{}' } }), 'OVN-Kubernetes', 'OpenShift', 'no cloud'],
    ['k0s with kube-router', { ...nodes({ kubeletVersion: 'v1.35.4+k0s' }), daemonSets: [daemonSet('kube-router')] }, 'kube-router', 'k0s', 'no cloud'],
    ['MicroK8s', { ...nodes({ labels: { 'microk8s.io/cluster': 'true' } }), daemonSets: [daemonSet('calico-node')] }, 'Calico', 'MicroK8s', 'no cloud'],
    ['Linode', { ...nodes({ providerId: 'linode://1', labels: { 'lke.linode.com/pool-id': '1' } }), daemonSets: [daemonSet('calico-node')] }, 'Calico', 'Linode Kubernetes Engine', 'another cloud'],
    ['a self-run cluster in a cloud', nodes({ providerId: 'hcloud://1' }), null, null, 'another cloud'],
    ['a cloud of later days', nodes({ providerId: 'nimbus://1' }), null, null, 'another cloud'],
    ['a hybrid node beside the cloud’s', cluster({ nodes: [node('here'), node('there', { providerId: 'aws:///z/i' })] }), null, null, 'AWS'],
    ['nothing to see', cluster({ nodes: [] }), null, null, null],
  ])('%s', (_, facts, cni, distro, cloud) => expect(detectCluster(facts)).toEqual({ cni, distro, cloud }))
})
