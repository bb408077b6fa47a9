import type { KubeObject } from '../model.ts'
import { dataOf, envOf, findObject, workloadSpec } from './kubeShape.ts'

/** What the CNI's source NAT does to a pod's mapping: `external` leaves it to whatever stands further out. */
export type Snat = 'none' | 'easy' | 'hard' | 'external'

const containersOf = (daemonSet: KubeObject) => workloadSpec(daemonSet).template?.spec.containers ?? []

/** amazon-vpc-cni-k8s README: RANDOMIZESNAT is `prng` unless set; `none` keeps ports. */
function awsVpcSnat(awsNode: KubeObject): Snat {
  const container = containersOf(awsNode).find(candidate => candidate.name === 'aws-node')
  if (envOf(container, 'AWS_VPC_K8S_CNI_EXTERNALSNAT') === 'true') return 'external'
  return envOf(container, 'AWS_VPC_K8S_CNI_RANDOMIZESNAT') === 'none' ? 'easy' : 'hard'
}

/** Felix adds --random-fully unless FelixConfiguration says that the kernel has no such feature. */
function calicoSnat(objects: readonly KubeObject[]): Snat {
  const pools = objects.filter(object => object.kind === 'IPPool')
  const spec = (object: KubeObject) => (object.spec ?? {}) as Record<string, unknown>
  if (pools.length > 0 && pools.every(pool => spec(pool).natOutgoing !== true)) return 'none'
  const felix = findObject(objects, 'FelixConfiguration', 'default')
  const override = String((felix && spec(felix).featureDetectOverride) ?? '')
  return /(SNAT|MASQ)FullyRandom=false/.test(override) ? 'easy' : 'hard'
}

/** L1 of the diagnosis, read off the objects as the CNI itself would. */
export function cniSnat(objects: readonly KubeObject[]): Snat {
  const daemonSet = (name: string) => findObject(objects, 'DaemonSet', name)
  const awsNode = daemonSet('aws-node')
  if (awsNode) return awsVpcSnat(awsNode)
  if (daemonSet('calico-node')) return calicoSnat(objects)
  const flannel = daemonSet('kube-flannel-ds')
  if (flannel) {
    const args = containersOf(flannel).flatMap(container => container.args ?? [])
    return args.includes('--ip-masq-fully-random-disable') ? 'easy' : 'hard'
  }
  if (daemonSet('cilium')) {
    const config = dataOf(findObject(objects, 'ConfigMap', 'cilium-config'))
    if (config['enable-ipv4-masquerade'] === 'false') return 'none'
    return config['iptables-random-fully'] === 'true' ? 'hard' : 'easy'
  }
  const masquerade = findObject(objects, 'ConfigMap', 'ip-masq-agent')
  if (masquerade && /nonMasqueradeCIDRs:\s*\n?\s*-\s*0\.0\.0\.0\/0/.test(dataOf(masquerade).config ?? ''))
    return 'none'
  return 'easy'
}
