/** The page of a link between two devices; the first stands on the left. */
export const linkHref = (a: string, b: string) => `/links/${encodeURIComponent(a)}/${encodeURIComponent(b)}`
