import type { PodRow } from './podRow.ts'

/** A row of a pod that is seen and has no traffic, but for what is given. For tests. */
export function podRowOf(given: Partial<PodRow> & { name: string }): PodRow {
  const links = {
    direct: 0,
    peer_relay: 0,
    derp: 0,
    no_answer: 0,
    idle: 0,
    offline: 0,
    unknown: 0,
    ...given.links,
  }
  return {
    id: given.name,
    href: `/pods/eks/apps/${given.name}`,
    podNames: [`${given.name}-1`],
    cluster: 'eks',
    namespace: 'apps',
    workload: `Deployment ${given.name}`,
    seen: 'live',
    why: null,
    seenAt: 0,
    bytes: null,
    slices: [],
    nat: null,
    causes: [],
    derpSince: null,
    home: null,
    expected: { direct: 0, peer_relay: 0, derp: 0, depends: 0 },
    ...given,
    links,
    active: links.direct + links.peer_relay + links.derp,
  }
}
