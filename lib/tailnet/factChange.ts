import type { PatchLine } from './finding.ts'
import type { ClusterId, TargetId } from './ids.ts'

/** A kept fact that became another one. */
export interface FactSeen {
  /** Of its span: the same change has the same one. */
  key: string
  at: Date
  subjectKind: 'tailnet' | 'cluster' | 'target' | 'device'
  /** As in facts: "policy", "pod", "Node/worker-1", "NetworkPolicy/shop/deny", "mapping_varies". */
  facet: string
  /** Null where there was none; only of a subject that was known before. */
  before: unknown
  /** Null where there is none any more. */
  after: unknown
  /** What is the tailnet's own is told of each cluster. */
  cluster: ClusterId
  /** The target, or the one whose pod the device is; null for what is the cluster's. */
  target: TargetId | null
  diff: PatchLine[]
}
