import type { ClusterTraits } from '../cluster/clusterTraits.ts'
import { snatOf } from '../snat/snatOf.ts'
import { withL1, withL2 } from './changedChain.ts'
import { antreaPorts } from './cni/antreaPorts.ts'
import { awsVpcPorts } from './cni/awsVpcPorts.ts'
import { calicoPorts } from './cni/calicoPorts.ts'
import { ciliumPorts } from './cni/ciliumPorts.ts'
import { flannelPorts } from './cni/flannelPorts.ts'
import { ipMasqPorts } from './cni/ipMasqPorts.ts'
import type { KeepPorts } from './cni/keepPorts.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { execInto } from './verifyBy.ts'

/** Makes the node's masquerade keep source ports, cluster-wide. Worth it only where nothing harder stands further out. */
export function cniDisableRandom(scene: Scene): Proposal | null {
  const { chain, pod, traits } = scene
  if (!pod || pod.hostNetwork || scene.isReachable || chain.l1.hardness !== 'hard') return null
  const base = {
    ...bare,
    id: 'r-cni-disable-random',
    title: `Let ${traits.cni ? (cniWords[traits.cni] ?? 'the CNI') : 'the CNI'} keep source ports`,
    effort: 'cluster' as const,
    verify: netcheck(scene),
    links: [...links],
  } satisfies Partial<Proposal>
  const keep = setAlready(scene) ?? keepPorts(scene)
  if (!keep) return null
  if ('refused' in keep) return { ...base, applies: 'no', why: keep.refused, change: null }
  const { l2 } = chain
  const easy = withL1(chain, 'easy', keep.setting)
  const shown = { ...base, patches: keep.patches, links: [...base.links, ...keep.links] }
  if (l2.hardness === 'hard')
    return {
      ...shown,
      applies: 'no',
      why: `\`${keep.setting}\` changes nothing here: ${theNat(l2.name)} stays hard.`,
      change: { own: easy },
    }
  const isL2Seen = l2.hardness !== 'unknown'
  return {
    ...shown,
    applies: isL2Seen ? keep.applies : 'unknown',
    why: isL2Seen
      ? keep.why
      : `It helps only if ${theNat(l2.name)} keeps ports too: behind this CNI that does not show.`,
    certainty: isL2Seen ? 'likely' : 'possible',
    change: { own: isL2Seen ? easy : withL2(easy, 'easy', 'taken to keep ports') },
    checks: [
      {
        seen: isL2Seen ? 'yes' : 'unknown',
        says: isL2Seen
          ? `Further out: ${l2.name}, ${l2.hardness === 'none' ? 'no NAT' : 'easy'}`
          : `Not seen: whether ${theNat(l2.name)} keeps ports`,
      },
      ...keep.checks,
    ],
    limits: [
      'For all pods of the cluster: random ports avoid a race in the kernel’s connection table that drops packets under load (DNS first).',
      'Open mappings stay as they are: restart this pod before measuring again.',
      'Peers behind hard NAT stay on DERP: this side is then easy, not open.',
      ...keep.limits,
    ],
  }
}

const links = ['https://github.com/tailscale/tailscale/issues/11427']

/** A setting that is there is not set again: a second flag may keep the CNI from starting. */
function setAlready({ pod, cluster, node, traits, chain }: Scene): { refused: string } | null {
  if (!pod || !cluster || !traits.cni || !(traits.cni in cniWords)) return null
  const said = snatOf({ pod, cluster, node, traits }, chain.localPort ?? pod.fixedPort)
  switch (said?.hardness) {
    case 'easy':
      return {
        refused: `By its objects the CNI keeps ports already (${said.name}): a pod that was started before keeps its old mappings until it restarts.`,
      }
    case 'none':
      return {
        refused: `By its objects the CNI changes no ports (${said.name}): they come from further out.`,
      }
    default:
      return null
  }
}

/** What each CNI has for it; null where it is not known, or keeps ports already. */
function keepPorts(scene: Scene): KeepPorts | { refused: string } | null {
  switch (scene.traits.cni) {
    case 'aws-vpc':
      return awsVpcPorts(scene)
    case 'eks-auto':
      return {
        refused: 'EKS Auto Mode has no setting that keeps ports: `snatPolicy` is `Random` or `Disabled`.',
      }
    case 'calico':
      return calicoPorts(scene)
    case 'canal':
    case 'flannel':
      return flannelPorts(scene)
    case 'cilium':
      return ciliumPorts(scene)
    case 'antrea':
      return antreaPorts(scene)
    case 'gke':
    case 'gke-dataplane-v2':
    case 'ip-masq-agent':
      return ipMasqPorts(scene)
    default:
      return null
  }
}

const cniWords: Partial<Record<NonNullable<ClusterTraits['cni']>, string>> = {
  'aws-vpc': 'the VPC CNI',
  'eks-auto': 'EKS Auto Mode',
  calico: 'Calico',
  canal: 'Canal',
  flannel: 'Flannel',
  cilium: 'Cilium',
  antrea: 'Antrea',
  gke: 'the ip-masq-agent',
  'gke-dataplane-v2': 'the ip-masq-agent',
  'ip-masq-agent': 'the ip-masq-agent',
}

const theNat = (name: string) => (/^(the|this) /.test(name) ? name : `the ${name}`)

function netcheck(scene: Scene): Proposal['verify'] {
  const inPod = scene.pod?.hasCli ? execInto(scene) : null
  return {
    command: inPod ? `${inPod} netcheck` : 'tailscale netcheck',
    expect: '`MappingVariesByDestIP: false`, in a pod that was started after the change',
  }
}
