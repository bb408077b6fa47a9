import type { Evidence } from '#lib/tailnet/finding.ts'
import type { Tri } from '#lib/tailnet/tri.ts'

/** Something that Kubernetes objects show; they are as of now, so it has no time. */
export function kubernetesSays(says: string, seen: Tri = 'yes'): Evidence {
  return { seen, says, source: 'kubernetes', at: null }
}
