import type { DeviceId, TargetId } from '#lib/tailnet/ids.ts'
import type { MatrixTarget } from '#lib/tailnet/matrix.ts'
import type { MatrixEnd } from './matrixEnds.ts'
import { lineOfPeer, lineOfPlace, type MatrixGrouping } from './matrixGroups.ts'
import { nodeOf } from './matrixScope.ts'

/** The line that each end is in, by a number. */
export interface MatrixLines {
  rows: ReadonlyMap<TargetId, number>
  columns: ReadonlyMap<DeviceId, number>
}

/** Numbers the lines of a grouping, so that links can be counted by them where they lie. */
export function matrixLines(
  by: MatrixGrouping,
  targets: MatrixTarget[],
  ends: ReadonlyMap<DeviceId, MatrixEnd>,
): MatrixLines {
  const rowOf = numbers()
  const columnOf = numbers()
  return {
    rows: new Map(
      targets.map(target => [target.place.id, rowOf(lineOfPlace(target.place, nodeOf(target), by).key)]),
    ),
    columns: new Map([...ends].map(([device, end]) => [device, columnOf(lineOfPeer(end, device, by).key)])),
  }
}

function numbers() {
  const held = new Map<string, number>()
  return (key: string): number => {
    const found = held.get(key) ?? held.size
    held.set(key, found)
    return found
  }
}
