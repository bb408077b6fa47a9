import type { ClusterId, TargetId } from '#lib/tailnet/ids.ts'

/** Whose facts changed since the last diagnosis. */
export interface Changed {
  all: boolean
  clusters: ReadonlySet<ClusterId>
  targets: ReadonlySet<TargetId>
}

/** Collects who must be diagnosed anew. */
export interface ChangedSubjects {
  mark(target: TargetId): void
  /** Once more at `at`: a verdict wants samples over some time after a flip. */
  markLater(target: TargetId, at: Date): void
  markCluster(cluster: ClusterId): void
  markAll(): void
  /** What is due by `now`; null where nothing is. Forgets it. */
  take(now: Date): Changed | null
}

export function changedSubjects(): ChangedSubjects {
  let all = true
  let clusters = new Set<ClusterId>()
  let targets = new Set<TargetId>()
  let later: { target: TargetId; at: Date }[] = []
  return {
    mark: target => void targets.add(target),
    markLater: (target, at) => void later.push({ target, at }),
    markCluster: cluster => void clusters.add(cluster),
    markAll: () => {
      all = true
    },
    take(now) {
      for (const { target, at } of later) if (at <= now) targets.add(target)
      later = later.filter(({ at }) => at > now)
      if (!all && clusters.size === 0 && targets.size === 0) return null
      const taken = { all, clusters, targets }
      all = false
      clusters = new Set()
      targets = new Set()
      return taken
    },
  }
}
