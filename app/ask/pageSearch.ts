/** What Next gives a page of its address. Next's own `PageProps` exists only after a build: types are checked before it. */
export interface PageSearch {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}
