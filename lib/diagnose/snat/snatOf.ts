import type { Cni } from '../cluster/cniOf.ts'
import { antreaSnat } from './antreaSnat.ts'
import { awsVpcSnat } from './awsVpcSnat.ts'
import { calicoSnat } from './calicoSnat.ts'
import { ciliumSnat } from './ciliumSnat.ts'
import { eksAutoSnat } from './eksAutoSnat.ts'
import { flannelSnat } from './flannelSnat.ts'
import { ipMasqSnat } from './ipMasqSnat.ts'
import { kubernetesSays } from './kubernetesSays.ts'
import type { Place, Snat } from './snat.ts'

/** A CNI whose masquerade carries no random flag, so that Linux keeps ports (nf_nat_core.c, find_appropriate_src). */
const keepsPorts =
  (name: string, certainty: Snat['certainty'] = 'likely') =>
  (): Snat => ({
    hardness: 'easy',
    certainty,
    name,
    why: 'The node masquerades and keeps the source port.',
    cause: null,
    evidence: [],
  })

const notKnown = (name: string, why: string) => (): Snat => ({
  hardness: 'unknown',
  certainty: 'possible',
  name,
  why,
  cause: null,
  evidence: [],
})

/** What each CNI does to the source port (reference: its own source code, named in each function). */
const byCni: Record<Cni, (place: Place, localPort: number | null) => Snat> = {
  'aws-vpc': awsVpcSnat,
  'eks-auto': eksAutoSnat,
  'eks-fargate': () => ({
    hardness: 'none',
    certainty: 'certain',
    name: 'Fargate',
    why: 'The pod has a network interface of its own in the VPC; what stands further out decides.',
    cause: null,
    evidence: [kubernetesSays('The pod runs on Fargate, by its labels or its node’s.')],
  }),
  calico: calicoSnat,
  canal: flannelSnat,
  flannel: flannelSnat,
  cilium: ciliumSnat,
  'azure-cilium': keepsPorts('Azure CNI powered by Cilium'),
  'azure-overlay': keepsPorts('Azure CNI Overlay'),
  azure: keepsPorts('Azure CNI'),
  kubenet: keepsPorts('kubenet'),
  'gke-dataplane-v2': place => ipMasqSnat(place) ?? keepsPorts('GKE Dataplane V2', 'possible')(),
  gke: place =>
    ipMasqSnat(place) ??
    notKnown('GKE masquerade', 'Whether GKE’s own masquerade keeps ports is not published.')(),
  'ip-masq-agent': place => ipMasqSnat(place) ?? keepsPorts('azure-ip-masq-agent')(),
  kindnet: keepsPorts('kindnet'),
  weave: keepsPorts('Weave'),
  antrea: antreaSnat,
  ovn: keepsPorts('OVN-Kubernetes', 'possible'),
  'kube-router': notKnown('kube-router', 'Whether its masquerade keeps ports was not seen.'),
}

/**
 * What the objects say of a pod's L1. A pod on the host's network has none, whatever the CNI. Null where the CNI is
 * not known. `localPort` is tailscaled's UDP port, for CNIs to which it matters.
 */
export function snatOf(place: Place, localPort: number | null): Snat | null {
  if (place.pod.hostNetwork) {
    return {
      hardness: 'none',
      certainty: 'certain',
      name: 'no CNI NAT',
      why: 'The pod runs on the host’s network.',
      cause: null,
      evidence: [{ seen: 'yes', says: 'The pod has `hostNetwork: true`.', source: 'kubernetes', at: null }],
    }
  }
  // EKS labels what it schedules there, so that it is told where nodes may not be read.
  const cni = 'eks.amazonaws.com/fargate-profile' in place.pod.labels ? 'eks-fargate' : place.traits.cni
  return cni ? byCni[cni](place, localPort) : null
}
