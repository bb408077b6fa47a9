/** "1 link", "4 links", "no links": a number with its noun. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count === 0 ? 'no' : count} ${count === 1 ? noun : plural}`
}

/** "a", "a and b", "a, b and 3 more". */
export function listed(names: string[], most = 2): string {
  if (names.length <= 1) return names[0] ?? ''
  const rest = names.length - most
  if (rest > 0) return `${names.slice(0, most).join(', ')} and ${rest} more`
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
