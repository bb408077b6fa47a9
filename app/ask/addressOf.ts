import type { Params } from '#components/live/views.ts'
import type { TargetAddress } from '#lib/store/read/targetDetail.ts'

/** The target that a question is about; null where its place is not said whole. */
export function addressOf({ cluster, namespace, name }: Params): TargetAddress | null {
  return cluster && namespace && name ? { cluster, namespace, name } : null
}
