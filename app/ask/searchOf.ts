/** What Next gives a page of its address, as the address had it. */
export function searchOf(search: Record<string, string | string[] | undefined>): URLSearchParams {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    (value === undefined ? [] : [value].flat()).map(each => [name, each]),
  )
  return new URLSearchParams(pairs)
}
