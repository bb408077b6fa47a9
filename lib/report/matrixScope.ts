import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { MatrixTarget } from '#lib/tailnet/matrix.ts'
import type { MatrixEnd } from './matrixEnds.ts'
import { keysOfPlace, lineOfPeer, lineOfPlace, type MatrixGrouping, matrixGroupings } from './matrixGroups.ts'

interface Scope {
  /** Keys of lines: only what is in them is shown. */
  rows: string | null
  peers: string | null
}

/** A target of several nodes stands in the first of them. */
export const nodeOf = (target: MatrixTarget): string | null => target.nodes[0] ?? null

/** Which targets and which devices a look into some lines takes in. */
export function matrixScope({ rows, peers }: Scope) {
  return {
    row: (target: MatrixTarget) => rows === null || keysOfPlace(target.place, nodeOf(target)).includes(rows),
    column: (end: MatrixEnd, device: DeviceId) =>
      peers === null || matrixGroupings.some(by => lineOfPeer(end, device, by).key === peers),
  }
}

/** So many lines can still be told apart: a finer grouping that has more is not chosen by itself. */
const fits = { rows: 60, columns: 48 }
const bySize = ['none', 'workload', 'namespace', 'cluster'] as const satisfies readonly MatrixGrouping[]

/** The grouping that was asked for, else the finest that fits. */
export function chosenGrouping(
  asked: MatrixGrouping | null,
  targets: MatrixTarget[],
  ends: ReadonlyMap<DeviceId, MatrixEnd>,
): MatrixGrouping {
  if (asked) return asked
  const fitting = bySize.find(by => {
    const rows = new Set(targets.map(target => lineOfPlace(target.place, nodeOf(target), by).key))
    const columns = new Set([...ends].map(([device, end]) => lineOfPeer(end, device, by).key))
    return rows.size <= fits.rows && columns.size <= fits.columns
  })
  return fitting ?? 'cluster'
}
