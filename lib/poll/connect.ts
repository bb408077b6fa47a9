import type { ClusterSource } from '#lib/collect/kubernetes/openCluster.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { type ClusterWatch, rightsBook } from './clusterWatch.ts'
import type { PodMemories } from './podMemory.ts'

/** A cluster of the configuration, not connected yet. */
export interface ClusterOpener {
  /** Of its context. */
  name: string
  open(onChange: () => void): ClusterSource
}

/** Connects to a cluster and waits for the first picture of its objects. What failed is stopped again. */
export async function connect(opener: ClusterOpener, memories: PodMemories): Promise<Outcome<ClusterWatch>> {
  let onChange = () => {}
  const source = opener.open(() => onChange())
  const started = await source.start()
  if (!started.ok) {
    await source.stop()
    return started
  }
  const watch: ClusterWatch = {
    id: started.value,
    name: opener.name,
    source,
    memories,
    rights: rightsBook(source),
    stale: true,
    surroundings: null,
    facts: null,
    factsAt: null,
  }
  onChange = () => {
    watch.stale = true
  }
  return { ok: true, value: watch }
}
