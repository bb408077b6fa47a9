/** Major and minor of an image's tag, "registry/name:v2.12.6-gke.4" as [2, 12]; null for digests and names. */
export function imageVersion(image: string): [number, number] | null {
  const tag = /:v?(\d+)\.(\d+)/.exec(image.replace(/^.*\//, ''))
  return tag ? [Number(tag[1]), Number(tag[2])] : null
}
