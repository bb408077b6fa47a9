import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import { keeperOf } from './keeper.ts'
import { type RemedyPatch, refText } from './objectPatch.ts'

/** For each patched object that a tool writes again and again: when the patch is lost, and where it belongs. */
export function keptLimits(cluster: ClusterFacts | null, patches: readonly RemedyPatch[]): string[] {
  const kept = patches.filter(patch => patch.object.includes(' (kept by '))
  if (kept.length === 0) return []
  const limits = (cluster?.objects ?? []).flatMap(object => {
    // A cluster has thousands of objects: only a patched one is worth the text of its whole name.
    if (!kept.some(patch => patch.object.includes(object.name))) return []
    if (!kept.some(patch => patch.object.startsWith(`${refText(object)} (kept by`))) return []
    const keeper = keeperOf(object)
    if (!keeper) return []
    return `${keeper.name} keeps ${object.kind} ${object.name} (\`${keeper.mark}\`): a patch by hand is taken back ${keeper.undoes}. Put the manifest into its source.`
  })
  return [...new Set(limits)]
}
