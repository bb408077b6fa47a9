import { kubernetesSays } from './kubernetesSays.ts'
import type { Place, Snat } from './snat.ts'

/** EKS Auto Mode: `NodeClass.spec.snatPolicy` is Random unless Disabled; no setting keeps ports (EKS User Guide, "Create a node class"). */
export function eksAutoSnat({ cluster }: Place): Snat {
  const classes = cluster.objects.filter(
    object => object.kind === 'NodeClass' && object.apiVersion.startsWith('eks.amazonaws.com/'),
  )
  const disabled = classes.filter(each => each.spec.snatPolicy === 'Disabled')
  if (disabled.length > 0 && disabled.length === classes.length) {
    return {
      hardness: 'none',
      certainty: 'certain',
      name: 'EKS Auto Mode, SNAT disabled',
      why: 'The pod keeps its VPC address on the node; what stands further out decides.',
      cause: null,
      evidence: [kubernetesSays(`NodeClass \`${disabled[0]?.name}\` has \`snatPolicy: Disabled\`.`)],
    }
  }
  const mixed = disabled.length > 0
  return {
    hardness: mixed ? 'unknown' : 'hard',
    certainty: mixed ? 'possible' : 'certain',
    name: 'EKS Auto Mode, random ports',
    why: mixed
      ? 'Some NodeClasses disable SNAT and others do not.'
      : 'The node masquerades with a random port for each destination, and no setting keeps ports.',
    cause: mixed ? null : 'cni-eks-auto-random',
    evidence: [
      kubernetesSays(
        classes.length > 0
          ? `NodeClass \`${classes[0]?.name}\` has \`snatPolicy: ${String(classes[0]?.spec.snatPolicy ?? 'Random')}\`.`
          : 'Nodes are labelled `eks.amazonaws.com/compute-type=auto`, whose `snatPolicy` is `Random` unless set.',
      ),
    ],
  }
}
