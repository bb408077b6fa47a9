/** The page of a device. */
export const deviceHref = (id: string) => `/devices/${encodeURIComponent(id)}`
