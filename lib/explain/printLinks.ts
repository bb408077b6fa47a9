import type { ObservedLink } from '#lib/diagnose/input.ts'
import { pathName, pathText } from '#lib/report/pathWords.ts'
import type { DerpRegion } from '#lib/tailnet/device.ts'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import { type PathKind, pathKinds } from '#lib/tailnet/path.ts'
import type { ListedCause } from './causeList.ts'
import { columns } from './columns.ts'

const isQuiet = (kind: PathKind) => kind === 'idle' || kind === 'offline'

/** a, b, … z, a1, b1, … */
const letter = (index: number) =>
  String.fromCharCode(97 + (index % 26)) + (index < 26 ? '' : Math.floor(index / 26))

/**
 * A row for each link, those with traffic first. Why a link is as it is stands by number, what a prediction depends on
 * by letter: both are sentences that many links share.
 */
export function printLinks(
  observed: readonly ObservedLink[],
  { peers }: Diagnosis,
  causes: readonly ListedCause[],
  derpMap: readonly DerpRegion[],
): string[] {
  const judged = new Map(peers.map(peer => [peer.peer, peer]))
  const numbers = new Map(causes.map(({ finding, number }) => [finding.code, number]))
  const doubts = [...new Set(peers.flatMap(peer => peer.dependsOn ?? []))]
  const regionCode = (id: number) => derpMap.find(region => region.id === id)?.code ?? null
  const sorted = observed.toSorted((a, b) => pathKinds.indexOf(a.path.kind) - pathKinds.indexOf(b.path.kind))

  function expectedOf(peer: ObservedLink['peer']): string {
    const { expected, dependsOn } = judged.get(peer) ?? { expected: 'depends', dependsOn: null }
    if (expected !== 'depends') return pathName[expected]
    return dependsOn === null ? 'not known' : `depends (${letter(doubts.indexOf(dependsOn))})`
  }

  const rows = sorted.map(({ peer, peerName, path }) => {
    const codes = isQuiet(path.kind) ? [] : (judged.get(peer)?.causes ?? [])
    const why = codes.map(code => numbers.get(code) ?? code).join(', ')
    return [peerName, pathText(path, regionCode), expectedOf(peer), why]
  })
  return [
    ...columns([['peer', 'path', 'predicted', 'causes below'], ...rows]),
    ...doubts.map((doubt, index) => `(${letter(index)}) ${doubt}`),
  ]
}
