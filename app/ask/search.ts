import { type BestView, bestOfDevice, mostHits, searchView } from '#lib/report/searchView.ts'
import { searchWords } from '#lib/report/searchWords.ts'
import { targetLinkRows } from '#lib/report/targetLinkRows.ts'
import { targetView } from '#lib/report/targetView.ts'
import { linksBetween } from '#lib/store/read/linksBetween.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { searchDevices } from '#lib/store/read/searchDevices.ts'
import { searchTargets } from '#lib/store/read/searchTargets.ts'
import { targetDetail } from '#lib/store/read/targetDetail.ts'
import type { SearchHit } from '#lib/tailnet/reach.ts'
import type { Ask, Asked } from './ask.ts'
import { device } from './device.ts'

/** One end of a link is looked for among so many. */
const mostEnds = 3

/** Whatever was put in: an address, a name, a user, two ends of a link. What was meant stands whole at the top. */
export const search: Ask<'search'> = {
  question: 'search',
  answer: async asked => {
    const { db, now, params } = asked
    const q = params.q ?? ''
    const words = searchWords(q)
    const [hits, links, regionCode] = await Promise.all([
      found(asked, q, mostHits + 1),
      words.pair ? between(asked, words.pair) : [],
      regionCodes(db),
    ])
    const view = searchView({
      q,
      hits,
      links,
      names: words.names,
      isCut: hits.length > mostHits,
      now,
      regionCode,
    })
    const [first] = view.hits
    // Where one thing was meant: the only one, or the only one that matches whole.
    const isMeant = first && (view.hits.length === 1 || (first.isExact && !view.hits[1]?.isExact))
    const isAsked = params.most === undefined && isMeant
    return { ...view, best: isAsked ? await bestOf(asked, hits, first.key) : null }
  },
}

async function found({ db }: Asked, text: string, limit: number): Promise<SearchHit[]> {
  const sought = searchWords(text)
  if (sought.names.length === 0 && sought.addresses.length === 0) return []
  const [targets, devices] = await Promise.all([
    searchTargets(db, { sought, limit }),
    searchDevices(db, { sought, limit }),
  ])
  return [...targets, ...devices]
}

async function between(asked: Asked, [a, b]: [string, string]) {
  const [ones, others] = await Promise.all([found(asked, a, mostEnds), found(asked, b, mostEnds)])
  return linksBetween(asked.db, { ones: devicesOf(ones), others: devicesOf(others), limit: mostHits })
}

const devicesOf = (hits: SearchHit[]) =>
  hits
    .filter(hit => hit.match.rank !== 'part')
    .flatMap(hit => (hit.kind === 'target' ? hit.devices : [hit.id]))

async function bestOf(asked: Asked, hits: SearchHit[], key: string): Promise<BestView | null> {
  const hit = hits.find(
    hit => key === (hit.kind === 'target' ? `target ${hit.place.id}` : `device ${hit.id}`),
  )
  if (hit?.kind === 'device') {
    const view = await device.answer({ ...asked, params: { device: hit.id } })
    return view && bestOfDevice(view)
  }
  if (hit?.kind !== 'target') return null
  const { db, now } = asked
  const { cluster, namespace, name } = hit.place
  const [detail, regionCode] = await Promise.all([
    targetDetail(db, { cluster: cluster.id, namespace, name }),
    regionCodes(db),
  ])
  if (!detail) return null
  // A link that pauses is idle in the list below, so it is in the sentence above it.
  const links = detail.links.map(link =>
    link.idleSince ? { ...link, path: { kind: 'idle' as const } } : link,
  )
  const view = targetView({
    detail: { ...detail, links },
    bytes: null,
    now,
    regionCode,
    latestMs: () => null,
  })
  return {
    href: view.href,
    title: view.name,
    what: 'pod',
    verdict: view.verdict,
    rows: targetLinkRows(detail, regionCode),
  }
}
