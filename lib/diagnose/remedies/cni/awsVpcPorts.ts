import { findDaemonSet } from '../../cluster/findDaemonSet.ts'
import { outsidePatch } from '../objectPatch.ts'
import type { Scene } from '../scene.ts'
import { shellLine } from '../shellQuote.ts'
import { chartValues } from './chartValues.ts'
import { restarts, setDaemonEnv } from './daemonSetPatch.ts'
import type { KeepPorts } from './keepPorts.ts'

const name = 'AWS_VPC_K8S_CNI_RANDOMIZESNAT'

/** amazon-vpc-cni-k8s: `none` masquerades without `--random-fully`. As an add-on of EKS it is set by its configuration. */
export function awsVpcPorts({ cluster }: Scene): KeepPorts | null {
  const daemonSet = cluster && findDaemonSet(cluster, 'aws-node')
  if (!cluster || !daemonSet) return null
  const { patch, keeper } = setDaemonEnv(cluster, daemonSet, 'aws-node', name, 'none')
  const clusterName = cluster.nodes
    .map(node => node.labels['alpha.eksctl.io/cluster-name'])
    .find(each => each !== undefined)
  const values = JSON.stringify({ env: { [name]: 'none' } })
  const addOn = shellLine(
    'aws',
    'eks',
    'update-addon',
    '--cluster-name',
    clusterName ?? '<EKS cluster>',
    '--addon-name',
    'vpc-cni',
    '--resolve-conflicts',
    'PRESERVE',
    '--configuration-values',
    values,
  )
  // The label says Helm on EKS's own add-on too; only the field manager tells them apart.
  const isAddOn = keeper?.name === 'the EKS add-on' || keeper?.mark === 'app.kubernetes.io/managed-by'
  const chart = chartValues(keeper, 'aws-vpc-cni', { env: { [name]: 'none' } })
  return {
    setting: `${name}=none`,
    applies: 'yes',
    why: '',
    patches: [
      ...(isAddOn
        ? [outsidePatch('EKS add-on vpc-cni', addOn, [{ sign: '+', text: `env.${name}: none` }])]
        : []),
      ...(chart ? [chart] : []),
      patch,
    ],
    checks: [{ seen: 'yes', says: 'DaemonSet `aws-node` randomizes source ports' }],
    limits: [
      restarts,
      ...(isAddOn
        ? ['Configuration values replace those of the add-on: keep what `aws eks describe-addon` shows.']
        : []),
    ],
    links: ['https://github.com/aws/amazon-vpc-cni-k8s#aws_vpc_k8s_cni_randomizesnat'],
  }
}
