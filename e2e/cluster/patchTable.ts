/** What is known of an object and a remedy, the strongest of all that was seen. */
export type Cell =
  | { kind: 'passed'; patches: number }
  | { kind: 'command' }
  | { kind: 'not'; why: string }
  | { kind: 'silent'; why: string }

const strength = { passed: 3, command: 2, not: 1, silent: 0 } as const

/** Objects against remedies, as they come out one after the other. */
export class PatchTable {
  readonly rows = new Map<string, Map<string, Cell>>()

  add(object: string, remedy: string, cell: Cell): void {
    const row = this.rows.get(object) ?? new Map<string, Cell>()
    this.rows.set(object, row)
    const before = row.get(remedy)
    if (before?.kind === 'passed' && cell.kind === 'passed')
      row.set(remedy, { kind: 'passed', patches: before.patches + cell.patches })
    else if (!before || strength[cell.kind] > strength[before.kind]) row.set(remedy, cell)
  }

  count(kind: Cell['kind']): number {
    return [...this.rows.values()].reduce(
      (sum, row) => sum + [...row.values()].filter(cell => cell.kind === kind).length,
      0,
    )
  }

  /** One line for each object and what it is about; remedies of one answer together. */
  text(): string {
    return [...this.rows]
      .map(([object, row]) => {
        const lines = Map.groupBy(row, ([, cell]) => words(cell))
        return [
          object,
          ...[...lines].map(([said, cells]) => `  ${cells.map(([id]) => id).join(', ')}: ${said}`),
        ].join('\n')
      })
      .join('\n')
  }
}

function words(cell: Cell): string {
  switch (cell.kind) {
    case 'passed':
      return `passes (${cell.patches})`
    case 'command':
      return 'a command only'
    case 'not':
      return `does not apply: ${cell.why}`
    case 'silent':
      return `not applicable: ${cell.why}`
  }
}
