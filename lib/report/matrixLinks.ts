import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { LinkAt, LinkProbe, LinkReason, MatrixTarget } from '#lib/tailnet/matrix.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import type { CauseMark } from '#lib/tailnet/standing.ts'
import type { KnownLink } from './matrixCell.ts'
import type { MatrixEnd } from './matrixEnds.ts'

/** A link with its pod, and its peer as a column names it. */
export interface PlacedLink extends KnownLink {
  target: MatrixTarget
  end: MatrixEnd
}

interface Told {
  targets: MatrixTarget[]
  links: LinkAt[]
  reasons: LinkReason[]
  ends: ReadonlyMap<DeviceId, MatrixEnd>
  probes: LinkProbe[]
  remedies: RemedyOption[]
  marks: ReadonlyMap<string, CauseMark[]>
}

/** Links with all that is told of them; those of targets or peers that are not told of are left out. One pass over a hundred thousand. */
export function placedLinks(told: Told): PlacedLink[] {
  const { targets, links, reasons, ends, probes, marks } = told
  const targetById = new Map(targets.map(target => [target.place.id, target]))
  const reasonOf = byTwo(reasons, ({ target, peer }) => [target, peer])
  const probeOf = byTwo(probes, ({ target, peer }) => [target, peer])
  const viewOf = byTwo(links, ({ observer, peer }) => [observer, peer])
  const turned = new Set(
    told.remedies
      .filter(({ applies }) => applies === 'yes')
      .flatMap(({ place, turns }) =>
        turns.filter(turn => turn.to !== null).map(turn => `${place.id}\n${turn.peer}`),
      ),
  )
  return links.flatMap((link): PlacedLink[] => {
    const target = targetById.get(link.target)
    const end = ends.get(link.peer)
    if (!target || !end) return []
    const reason = reasonOf(link.target, link.peer)
    const first = reason?.causes[0]
    return [
      {
        link,
        count: 1,
        target,
        back: viewOf(link.peer, link.observer),
        reason,
        probe: probeOf(link.target, link.peer),
        end,
        fixable: turned.has(`${link.target}\n${link.peer}`) ? 1 : 0,
        certainty: marks.get(link.target)?.find(({ code }) => code === first)?.certainty ?? null,
      },
    ]
  })
}

/** Finds values by two keys, the last of each pair. */
function byTwo<V>(values: V[], keysOf: (value: V) => [string, string]): (a: string, b: string) => V | null {
  const held = new Map<string, Map<string, V>>()
  for (const value of values) {
    const [a, b] = keysOf(value)
    const own = held.get(a)
    if (own) own.set(b, value)
    else held.set(a, new Map([[b, value]]))
  }
  return (a, b) => held.get(a)?.get(b) ?? null
}
