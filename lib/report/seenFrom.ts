/** A peer and the pod that sees it, where a workload has several: the last part of a pod's name tells them apart. */
export function seenFrom({ short, observer }: { short: string; observer: string | null }): string {
  return observer === null ? short : `${short} · ${/[^-]*$/.exec(observer)?.[0] || observer}`
}
