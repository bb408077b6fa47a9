import type { KubeObject } from '../model.ts'

/** Tells whether a cluster's objects changed since it was asked last: a tick at rest then costs next to nothing. */
export class Unlike {
  private readonly last = new Map<string, { object: KubeObject; version: string | undefined }[]>()

  /** True the first time. */
  since(cluster: string, objects: readonly KubeObject[]): boolean {
    const before = this.last.get(cluster)
    const same =
      before?.length === objects.length &&
      objects.every((object, i) => {
        const known = before[i]
        return known?.object === object && known.version === object.metadata.resourceVersion
      })
    if (!same) {
      this.last.set(
        cluster,
        objects.map(object => ({ object, version: object.metadata.resourceVersion })),
      )
    }
    return !same
  }
}
