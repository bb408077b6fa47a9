import type { Remedy } from '#lib/tailnet/finding.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import type { RemedyPatch } from '../objectPatch.ts'

/** How one CNI is told to keep source ports. */
export interface KeepPorts {
  /** The setting as people name it: "AWS_VPC_K8S_CNI_RANDOMIZESNAT=none". */
  setting: string
  applies: Tri
  why: string
  patches: RemedyPatch[]
  checks: Remedy['checks']
  limits: string[]
  links: string[]
}
