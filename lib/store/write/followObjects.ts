import { z } from 'zod'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import { clusterFacts, objectFacet, targetFacts } from './clusterFacts.ts'
import type { EventNote } from './noteEvents.ts'
import { objectDiff } from './objectDiff.ts'
import { type Fact, type FactChange, saveFacts } from './saveFacts.ts'

const row = z.object({ facet: z.string() })

/** Keeps the fields in use of a cluster's objects and tells which changed, with a small before and after. */
export async function followObjects(tx: Transaction, facts: ClusterFacts, at: Date): Promise<EventNote[]> {
  const now = [...clusterFacts(facts), ...targetFacts(facts.pods)]
  const held = await askRows(
    tx,
    row,
    Prisma.sql`
      select facet from fact_span where subject_kind = 'cluster' and subject_id = ${facts.id} and valid_to is null`,
  )
  const present = new Set(now.map(fact => fact.facet))
  const removed = held
    .filter(({ facet }) => !present.has(facet) && isListed(facts, facet))
    .map(({ facet }): Fact => ({ subjectKind: 'cluster', subjectId: facts.id, facet, value: null }))
  const changes = await saveFacts(
    tx,
    [...now, ...removed].map(fact => ({ ...fact, at })),
  )
  return changes.flatMap(change => noted(change, facts, at))
}

/** Was the kind of this object listed this time? If not, an object that is absent is not known to be gone. */
function isListed(facts: ClusterFacts, facet: string): boolean {
  // "NetworkPolicy/shop/deny" against "NetworkPolicy" or "networkpolicies.networking.k8s.io".
  const stem = (facet.split('/')[0] ?? '').toLowerCase().replace(/y$/, '')
  return !facts.unseen.some(({ kind }) => kind.toLowerCase().startsWith(stem))
}

function noted(change: FactChange, facts: ClusterFacts, at: Date): EventNote[] {
  const { facet, before, value } = change
  const diff = objectDiff(before, value)
  if (diff.length === 0) return []
  const common = { at, kind: 'object_changed', onceInSeconds: 0 } as const
  if (change.subjectKind === 'target') {
    const pod = facts.pods.find(each => each.target === change.subjectId)
    const owner = pod && objectFacet(pod.workload)
    // Where the workload itself is seen, it has told the same already.
    if (before === null || !pod || facts.objects.some(object => objectFacet(object) === owner)) return []
    const title = `${pod.workload.kind} ${pod.workload.name} changed its pods`
    return [{ ...common, clusterId: null, targetId: change.subjectId, title, detail: { diff } }]
  }
  // Nodes come and go by themselves where a cluster scales.
  if (facet.startsWith('Node/') && (before === null || value === null)) return []
  const did = before === null ? 'was made' : value === null ? 'was deleted' : 'changed'
  const title = `${facet.replace('/', ' ')} ${did}`
  const detail = { object: facet, diff }
  const targets = new Set(facts.pods.filter(pod => owns(facet, pod)).map(pod => pod.target))
  const [only] = targets
  const targetId = targets.size === 1 && only ? only : null
  return [{ ...common, clusterId: facts.id, targetId, title, detail }]
}

/** Is this object the workload of a pod, or the parent that the operator made it for? */
function owns(facet: string, { workload, parent }: ClusterFacts['pods'][number]): boolean {
  if (facet === objectFacet(workload)) return true
  if (!parent) return false
  const kind = parent.type === 'svc' ? 'Service' : parent.type
  return facet.toLowerCase() === objectFacet({ ...parent, kind }).toLowerCase()
}
