import type { ClusterSource } from '#lib/collect/kubernetes/openCluster.ts'
import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { ClusterId } from '#lib/tailnet/ids.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import type { PodMemories, PodMemory } from './podMemory.ts'

/** A connected cluster, and what its jobs share. */
export interface ClusterWatch {
  id: ClusterId
  name: string
  source: ClusterSource
  memories: PodMemories
  rights: RightsBook
  /** Set by the informers; taken by the job that keeps the facts. */
  stale: boolean
  surroundings: string | null
  facts: ClusterFacts | null
  /** When the informers last told of a change, or were asked again. */
  factsAt: Date | null
}

export interface Rights {
  exec: Tri
  proxy: Tri
  log: Tri
}

/** What the service account may do, by namespace. */
export interface RightsBook {
  /** As last asked; all unknown where the question failed, so that trying tells. */
  of(namespace: string): Rights
  /** Asks again for each namespace whose answer is older than `maxAgeSeconds`. */
  refresh(namespaces: Iterable<string>, now: Date, maxAgeSeconds: number): Promise<void>
}

const unasked: Rights = { exec: 'unknown', proxy: 'unknown', log: 'unknown' }

export function rightsBook(source: Pick<ClusterSource, 'rights'>): RightsBook {
  const book = new Map<string, { rights: Rights; askedAt: Date }>()
  return {
    of: namespace => book.get(namespace)?.rights ?? unasked,
    async refresh(namespaces, now, maxAgeSeconds) {
      const old = [...new Set(namespaces)].filter(namespace => {
        const asked = book.get(namespace)?.askedAt
        return !asked || now.getTime() - asked.getTime() >= maxAgeSeconds * 1000
      })
      await Promise.all(
        old.map(async namespace => {
          const answer = await source.rights(namespace)
          const rights = answer.ok ? answer.value : (book.get(namespace)?.rights ?? unasked)
          book.set(namespace, { rights, askedAt: now })
        }),
      )
    },
  }
}

/** The pods in which tailscaled should be up; the others have nothing to say. */
export function runningPods(watch: ClusterWatch): PodMemory[] {
  return [...watch.memories.values()].filter(memory => memory.facts.phase === 'Running')
}

/** Is the pod still there? One that vanished during a look leaves no failed round behind. */
export const isPresent = (watch: ClusterWatch, pod: PodFacts) => watch.memories.has(pod.uid)
