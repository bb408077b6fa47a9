import type { ClusterFacts, DaemonSetFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Hardness } from '#lib/tailnet/finding.ts'
import { clusterId, podUid, targetId } from '#lib/tailnet/ids.ts'
import { antreaSnat } from '../snat/antreaSnat.ts'
import { awsVpcSnat } from '../snat/awsVpcSnat.ts'
import { calicoSnat } from '../snat/calicoSnat.ts'
import { ciliumSnat } from '../snat/ciliumSnat.ts'
import { flannelSnat } from '../snat/flannelSnat.ts'
import { ipMasqSnat } from '../snat/ipMasqSnat.ts'
import type { Place, Snat } from '../snat/snat.ts'
import type { Change } from './change.ts'
import { keptObject } from './keptObject.ts'
import { mapOf, mapsOf, textsOf } from './plainValue.ts'

const order: Hardness[] = ['none', 'easy', 'unknown', 'hard']

/**
 * Did a change of a CNI's object make its source NAT easier? Asked of the same rules that diagnosis reads it by, in a
 * cluster that has nothing but this object.
 */
export function snatChange(facet: string, before: unknown, after: unknown): Change | null {
  const [was, is] = [snatBy(facet, before), snatBy(facet, after)]
  if (!was || !is || was.hardness !== 'hard' || order.indexOf(is.hardness) > order.indexOf('easy'))
    return null
  const remedy = is.hardness === 'easy' ? 'r-cni-disable-random' : null
  return { what: `the node’s NAT became ${is.hardness === 'none' ? 'none' : 'easy'}: ${is.name}`, remedy }
}

function snatBy(facet: string, value: unknown): Snat | null {
  if (/^DaemonSet\/[^/]+\/aws-node$/.test(facet))
    return value === null ? null : awsVpcSnat(placeOf(facet, value))
  if (/^DaemonSet\/[^/]+\/(kube-flannel-ds|kube-flannel|canal|rke2-canal)$/.test(facet))
    return value === null ? null : flannelSnat(placeOf(facet, value))
  if (/^DaemonSet\/[^/]+\/ip-masq-agent$/.test(facet))
    return value === null ? null : ipMasqSnat(placeOf(facet, value))
  if (/^ConfigMap\/[^/]+\/cilium-config$/.test(facet))
    return value === null ? null : ciliumSnat(placeOf(facet, value), null)
  if (/^ConfigMap\/[^/]+\/antrea-config(-[^/]+)?$/.test(facet))
    return value === null ? null : antreaSnat(placeOf(facet, value))
  // Without a FelixConfiguration Calico goes by its defaults.
  if (/^(FelixConfiguration\/default|DaemonSet\/[^/]+\/calico-node)$/.test(facet))
    return calicoSnat(placeOf(facet, value))
  if (/^IPPool\/[^/]+$/.test(facet)) return value === null ? null : calicoSnat(placeOf(facet, value))
  return null
}

function placeOf(facet: string, value: unknown): Place {
  const [kind = ''] = facet.split('/')
  const object = keptObject(facet, value)
  const isDaemonSet = kind === 'DaemonSet'
  const pool =
    kind === 'IPPool' ? object : keptObject('IPPool/all', { spec: { cidr: '0.0.0.0/0', natOutgoing: true } })
  const cidr = String(pool?.spec.cidr ?? '')
  const cluster: ClusterFacts = {
    ...nowhere,
    daemonSets: isDaemonSet && value !== null ? [daemonSetOf(facet, value)] : [],
    objects: [...(isDaemonSet || kind === 'IPPool' ? [] : [object]), pool].filter(each => each !== null),
  }
  const pod = { ...nobody, podIps: [cidr.split('/')[0] ?? ''] }
  return { pod, cluster, node: null, traits: { cni: null, distro: null, cloud: null } }
}

/** Kept whole where its objects are held, else as its containers alone. */
function daemonSetOf(facet: string, value: unknown): DaemonSetFacts {
  const [, namespace = '', name = ''] = facet.split('/')
  const template = mapOf(mapOf(mapOf(value).spec).template)
  const containers = mapsOf(mapOf(value).containers ?? mapOf(template.spec).containers).map(each => ({
    name: String(each.name),
    image: String(each.image ?? ''),
    args: textsOf(each.args),
    env: mapsOf(each.env).map(variable => ({
      name: String(variable.name),
      value: typeof variable.value === 'string' ? variable.value : null,
    })),
  }))
  return { namespace, name, containers, labels: {}, annotations: {} }
}

const cluster = clusterId('')
const nowhere: ClusterFacts = {
  id: cluster,
  name: '',
  nodes: [],
  pods: [],
  hostPortsInUse: [],
  daemonSets: [],
  objects: [],
  unseen: [],
}
const nobody: PodFacts = {
  uid: podUid(''),
  target: targetId({ cluster, namespace: '', kind: '', name: '', ordinal: null }),
  cluster,
  namespace: '',
  name: '',
  workload: { apiVersion: '', kind: '', namespace: null, name: '' },
  parent: null,
  nodeName: null,
  podIps: [],
  hostIp: null,
  hostNetwork: false,
  labels: {},
  annotations: {},
  phase: 'Running',
  startedAt: null,
  container: { name: '', image: '', args: [], env: [], ports: [], memoryLimitBytes: null },
  hasCli: false,
  socket: null,
  fixedPort: null,
  restarts: 0,
}
