import { findDaemonSet } from '../cluster/findDaemonSet.ts'
import { kubernetesSays } from './kubernetesSays.ts'
import type { Place, Snat } from './snat.ts'

/**
 * The VPC CNI's SNAT: `--random-fully` unless RANDOMIZESNAT is `none`; unset, empty and unknown words mean `prng`;
 * with EXTERNALSNAT the pod keeps its VPC address (amazon-vpc-cni-k8s README, pkg/networkutils typeOfSNAT).
 */
export function awsVpcSnat({ cluster, node }: Place): Snat {
  const container = findDaemonSet(cluster, 'aws-node')?.containers.find(each => each.name === 'aws-node')
  const env = (name: string) => container?.env.find(each => each.name === name)
  const external = env('AWS_VPC_K8S_CNI_EXTERNALSNAT')
  if (external?.value?.toLowerCase() === 'true') {
    return {
      hardness: 'none',
      certainty: 'certain',
      name: 'VPC CNI, external SNAT',
      why: 'The pod keeps its VPC address on the node; what stands further out decides.',
      cause: null,
      evidence: [kubernetesSays('DaemonSet `aws-node` sets `AWS_VPC_K8S_CNI_EXTERNALSNAT` to `true`.')],
    }
  }
  const random = env('AWS_VPC_K8S_CNI_RANDOMIZESNAT')
  if (random && random.value === null) {
    return {
      hardness: 'unknown',
      certainty: 'possible',
      name: 'VPC CNI',
      why: '`AWS_VPC_K8S_CNI_RANDOMIZESNAT` is taken from a ConfigMap or Secret, which is not read.',
      cause: null,
      evidence: [],
    }
  }
  if (random?.value?.toLowerCase() === 'none') {
    return {
      hardness: 'easy',
      certainty: 'likely',
      name: 'VPC CNI, ports kept',
      why: 'The node masquerades and keeps the source port.',
      cause: null,
      evidence: [kubernetesSays('DaemonSet `aws-node` sets `AWS_VPC_K8S_CNI_RANDOMIZESNAT` to `none`.')],
    }
  }
  const kind = random?.value?.toLowerCase() === 'hashrandom' ? 'hashrandom' : 'prng'
  const says = random?.value
    ? `DaemonSet \`aws-node\` sets \`AWS_VPC_K8S_CNI_RANDOMIZESNAT\` to \`${random.value}\`.`
    : 'DaemonSet `aws-node` does not set `AWS_VPC_K8S_CNI_RANDOMIZESNAT`, which means `prng`.'
  return {
    hardness: 'hard',
    // On Fargate, Auto Mode and hybrid nodes it does not run, and the node is what would tell.
    certainty: node ? 'certain' : 'likely',
    name: `VPC CNI, ${kind}`,
    why: 'The node masquerades with a random port for each destination.',
    cause: 'cni-aws-vpc-random',
    evidence: [kubernetesSays(says)],
  }
}
