import type { TargetDetail } from '#lib/tailnet/standing.ts'
import { deviceHref } from './deviceHref.ts'
import { byWorst, type LinkRow, linkRow } from './linkRow.ts'

/** The links of a target, each with the NAT of both its ends, worst first. */
export function targetLinkRows(
  { links, diagnosis }: TargetDetail,
  regionCode: (id: number) => string | null,
): LinkRow[] {
  const judged = new Map(diagnosis?.body.peers.map(peer => [peer.peer as string, peer]) ?? [])
  return links
    .map(link => {
      const peer = judged.get(link.peer)
      return linkRow(
        {
          observer: link.observer,
          peer: link.peer,
          name: link.peerName,
          nameHref: deviceHref(link.peer),
          place: '',
          path: link.path,
          since: link.since,
          idleSince: link.idleSince,
          own: diagnosis?.body.chain ?? null,
          theirs: peer?.chain ?? null,
          expected: peer?.expected ?? null,
          causes: peer?.causes ?? [],
          back: null,
        },
        regionCode,
      )
    })
    .sort(byWorst)
}
