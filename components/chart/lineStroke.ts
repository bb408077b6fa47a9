/** Lines are told apart by their dashes, the foremost by its ink too. */
const dashes = ['', '5 3', '1 3', '8 3 2 3']

export const dashOf = (index: number) => dashes[index] ?? '1 5'

export const lineStroke = (isMain: boolean, dash: string) => ({
  stroke: isMain ? 'var(--ink)' : 'var(--text-3)',
  strokeWidth: isMain ? 2 : 1.5,
  strokeDasharray: dash,
})
