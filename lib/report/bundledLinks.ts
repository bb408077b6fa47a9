import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { LinkAt, LinkBundle, LinkProbe, MatrixTarget } from '#lib/tailnet/matrix.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { MatrixEnd } from './matrixEnds.ts'
import type { MatrixLines } from './matrixLines.ts'
import type { PlacedLink } from './matrixLinks.ts'

interface Told {
  bundles: LinkBundle[]
  lines: MatrixLines
  targets: MatrixTarget[]
  ends: ReadonlyMap<DeviceId, MatrixEnd>
  at: Date
  /** The links of cells that have a single one. */
  single: LinkAt[]
  /** Links with a ping in the window, and the pings. */
  probed: LinkAt[]
  probes: LinkProbe[]
}

/** Bundles as links that count for several: with the first target of a row, and the first device of a column. */
export function bundledLinks({ bundles, lines, single, probed, ...told }: Told): PlacedLink[] {
  const targetOf = new Map(
    told.targets.toReversed().map(target => [lines.rows.get(target.place.id) ?? -1, target]),
  )
  const deviceOf = new Map([...lines.columns].toReversed().map(([device, place]) => [place, device]))
  const singleOf = new Map(single.map(link => [`${link.observer}\n${link.peer}`, link]))
  const msOf = new Map<string, number[]>()
  for (const { target, peer } of probed) {
    const probe = told.probes.find(each => each.target === target && each.peer === peer)
    const cell = `${lines.rows.get(target)} ${lines.columns.get(peer)}`
    msOf.set(cell, [...(msOf.get(cell) ?? []), ...(probe?.ms ?? [])])
  }
  return bundles.flatMap((bundle): PlacedLink[] => {
    const { row, column, first } = bundle
    const target = targetOf.get(row)
    const device = deviceOf.get(column)
    const end = device && told.ends.get(device)
    if (!target || !end) return []
    const cell = `${row} ${column}`
    const ms = msOf.get(cell)
    // The bundles of a cell are counted together: its pings go with any one.
    msOf.delete(cell)
    return [
      {
        link: singleOf.get(`${first.observer}\n${first.peer}`) ?? {
          target: target.place.id,
          observer: first.observer,
          peer: device,
          peerName: end.name,
          path: pathOf(bundle.kind),
          since: told.at,
        },
        count: bundle.links,
        target,
        end,
        back: bundle.back && { path: { kind: bundle.back } },
        reason: { causes: bundle.causes },
        probe: ms ? { ms } : null,
        fixable: bundle.fixable,
        certainty: bundle.certainty,
      },
    ]
  })
}

/** Of several links only the kind is ever told. */
function pathOf(kind: PathKind): LinkAt['path'] {
  switch (kind) {
    case 'direct':
      return { kind, family: 'ipv4', endpoint: '' }
    case 'peer_relay':
      return { kind, via: '' }
    case 'derp':
      return { kind, region: null }
    case 'unknown':
      return { kind, why: 'not_reported' }
    case 'idle':
    case 'offline':
    case 'no_answer':
      return { kind }
  }
}
