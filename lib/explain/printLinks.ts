import type { ObservedLink } from '#lib/diagnose/input.ts'
import { causeTitle } from '#lib/report/causeTitle.ts'
import { pathName, pathText } from '#lib/report/pathWords.ts'
import type { DerpRegion } from '#lib/tailnet/device.ts'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import { type PathKind, pathKinds } from '#lib/tailnet/path.ts'
import { columns } from './columns.ts'

const isQuiet = (kind: PathKind) => kind === 'idle' || kind === 'offline'

/** A row for each link, those with traffic first; then what is predicted for the quiet ones. */
export function printLinks(
  observed: readonly ObservedLink[],
  { peers }: Diagnosis,
  derpMap: readonly DerpRegion[],
): string[] {
  const judged = new Map(peers.map(peer => [peer.peer, peer]))
  const regionCode = (id: number) => derpMap.find(region => region.id === id)?.code ?? null
  const sorted = observed.toSorted((a, b) => pathKinds.indexOf(a.path.kind) - pathKinds.indexOf(b.path.kind))
  const rows = sorted.map(({ peer, peerName, path }) => {
    const judgement = judged.get(peer)
    const depends = judgement?.dependsOn ? `depends on ${judgement.dependsOn}` : 'depends'
    const expected = judgement && judgement.expected !== 'depends' ? pathName[judgement.expected] : depends
    const causes = isQuiet(path.kind) ? [] : (judgement?.causes ?? [])
    return [peerName, pathText(path, regionCode), expected, causes.map(causeTitle).join('; ')]
  })
  return columns([['peer', 'path', 'predicted', 'why'], ...rows])
}
