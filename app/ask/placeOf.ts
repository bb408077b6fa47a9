/** As long as a name in Kubernetes may be; a cluster's name comes out of a kubeconfig and may be as long. */
const longest = 253

/** The place that a page's address names, decoded; null where it is no place: half an escape, nothing, too long. */
export function placeOf(address: { cluster: string; namespace: string; name: string }) {
  try {
    const place = {
      cluster: decodeURIComponent(address.cluster),
      namespace: decodeURIComponent(address.namespace),
      name: decodeURIComponent(address.name),
    }
    const isPlace = Object.values(place).every(part => part.length > 0 && part.length <= longest)
    return isPlace ? place : null
  } catch {
    return null
  }
}
