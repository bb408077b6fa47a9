import type { PodFacts } from '#lib/tailnet/cluster.ts'
import type { KnownPod } from './followPods.ts'
import type { EventNote } from './noteEvents.ts'

/** A rollout brings the new pod first and takes the old one after, or the other way round: one replacement. */
const rolloutSeconds = 900
/** The pod's counters tell a restart too. */
const restartSeconds = 300

const ofTarget = <Pod extends { target: string }>(pods: readonly Pod[], target: string): Pod[] =>
  pods.filter(pod => pod.target === target)

/** What the difference between the pods known and the pods present tells of targets. */
export function podEvents(parts: {
  known: readonly KnownPod[]
  pods: readonly PodFacts[]
  gone: readonly KnownPod[]
  at: Date
}): EventNote[] {
  const { known, pods, gone, at } = parts
  const before = new Map(known.map(pod => [pod.uid, pod]))
  const added = pods.filter(pod => !before.has(pod.uid))
  const replaced = [
    ...added.flatMap(pod => {
      const others = ofTarget(pods, pod.target).filter(each => before.has(each.uid))
      const last = ofTarget(known, pod.target).sort(
        (a, b) => b.firstSeen.getTime() - a.firstSeen.getTime(),
      )[0]
      return others.length === 0 && last ? [{ target: pod.target, old: last.name, now: pod.name }] : []
    }),
    ...gone.flatMap(({ target, name, firstSeen }) => {
      const heir = ofTarget(pods, target).find(each => {
        const since = before.get(each.uid)?.firstSeen
        return since && since > firstSeen && at.getTime() - since.getTime() < rolloutSeconds * 1000
      })
      return heir ? [{ target, old: name, now: heir.name }] : []
    }),
  ]
  const common = { at, clusterId: null }
  return [
    ...replaced.map(
      ({ target, old, now }): EventNote => ({
        ...common,
        kind: 'pod_replaced',
        targetId: target,
        title: old === now ? `Pod ${now} was made anew` : `Pod ${now} took the place of ${old}`,
        detail: { before: old, after: now },
        onceInSeconds: old === now ? 0 : restartSeconds,
      }),
    ),
    ...pods.flatMap((pod): EventNote[] => {
      const restarts = before.get(pod.uid)?.restarts
      if (typeof restarts !== 'number' || pod.restarts <= restarts) return []
      const title = `tailscaled in ${pod.name} started anew`
      const detail = { seen: 'its container was restarted', restarts: pod.restarts }
      const kind = 'tailscaled_restarted'
      return [{ ...common, kind, targetId: pod.target, title, detail, onceInSeconds: restartSeconds }]
    }),
  ]
}
