import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { Cloud } from './cluster/cloudOf.ts'
import { clusterTraits } from './cluster/clusterTraits.ts'
import type { Cni } from './cluster/cniOf.ts'

const cniNames: Record<Cni, string> = {
  'aws-vpc': 'AWS VPC CNI',
  'eks-auto': 'EKS Auto Mode',
  'eks-fargate': 'Fargate',
  calico: 'Calico',
  canal: 'Canal (Flannel)',
  flannel: 'Flannel',
  cilium: 'Cilium',
  'azure-cilium': 'Azure CNI powered by Cilium',
  'azure-overlay': 'Azure CNI Overlay',
  azure: 'Azure CNI',
  kubenet: 'kubenet',
  'gke-dataplane-v2': 'GKE Dataplane V2',
  gke: 'GKE',
  'ip-masq-agent': 'ip-masq-agent',
  kindnet: 'kindnet',
  weave: 'Weave',
  antrea: 'Antrea',
  ovn: 'OVN-Kubernetes',
  'kube-router': 'kube-router',
}

const cloudNames: Record<Cloud, string> = {
  aws: 'AWS',
  azure: 'Azure',
  gcp: 'Google Cloud',
  other: 'another cloud',
  own: 'no cloud',
  local: 'one machine',
}

/** CNI, distribution and cloud of a cluster, as names for the screen; null where its objects do not show one. */
export function detectCluster(facts: ClusterFacts): {
  cni: string | null
  distro: string | null
  cloud: string | null
} {
  const { cni, distro, cloud } = clusterTraits(facts)
  return { cni: cni && cniNames[cni], distro, cloud: cloud && cloudNames[cloud] }
}
