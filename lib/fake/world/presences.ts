import type { KubeObject, Live } from '../model.ts'
import { podSpec, podStatus, tailscaleContainer } from './kubeShape.ts'
import { type Note, noteScene, type Presence } from './presence.ts'
import { sceneOf } from './scene.ts'
import { keyOfPod } from './seats.ts'
import { fraction } from './seeded.ts'

/** How long it takes until an edited surrounding reaches a tailscaled: the DaemonSet restarts, netcheck follows. */
const noticeSeconds = { least: 15, most: 30 }

export const isTailscalePod = (object: KubeObject) =>
  object.kind === 'Pod' && tailscaleContainer(podSpec(object)) !== undefined

const unixOf = (date: Date) => date.getTime() / 1000

/** The tailscaled pods that were met so far, and in which surroundings each stood when. */
export class Presences {
  private readonly byPod = new Map<string, Presence>()
  /** Notes of a seat over all of its pods. */
  private readonly histories = new Map<string, Note[]>()

  historyOf(seat: string): readonly Note[] {
    return this.histories.get(seat) ?? []
  }

  /** Gives a pod the seat of the one that it replaces, before it is met. */
  succeed(pod: KubeObject, replaced: string) {
    const before = this.byPod.get(replaced)
    if (before) this.byPod.set(pod.metadata.uid ?? '', this.fresh(pod, before.seat))
  }

  private fresh(pod: KubeObject, seat: string): Presence {
    const started = Date.parse(podStatus(pod).startTime ?? pod.metadata.creationTimestamp ?? '') / 1000
    return { podUid: pod.metadata.uid ?? '', seat, startedAt: Number.isNaN(started) ? 0 : started, notes: [] }
  }

  private seat(cluster: string, pod: KubeObject, live: Live): string {
    const pods = live(cluster).filter(isTailscalePod)
    const taken = new Set(pods.flatMap(other => this.byPod.get(other.metadata.uid ?? '')?.seat ?? []))
    return keyOfPod(cluster, pod, key => taken.has(key))
  }

  /** The presence of a live pod, with its first surroundings noted. */
  of(cluster: string, pod: KubeObject, live: Live): Presence {
    const uid = pod.metadata.uid ?? ''
    const presence = this.byPod.get(uid) ?? this.fresh(pod, this.seat(cluster, pod, live))
    this.byPod.set(uid, presence)
    if (presence.notes.length === 0) {
      const isFirst = this.historyOf(presence.seat).length === 0
      this.note(presence, sceneOf(cluster, pod, live(cluster)), isFirst ? 0 : presence.startedAt)
    }
    return presence
  }

  private note(presence: Presence, scene: ReturnType<typeof sceneOf>, from: number) {
    if (!noteScene(presence, scene, from)) return
    const last = presence.notes.at(-1)
    if (last) this.histories.set(presence.seat, [...this.historyOf(presence.seat), last])
  }

  /** Notes what an edit changed around the cluster's pods; each notices within 15 to 30 s. */
  observe(cluster: string, live: Live, now: Date) {
    for (const pod of live(cluster).filter(isTailscalePod)) {
      const presence = this.of(cluster, pod, live)
      const { least, most } = noticeSeconds
      const delay = least + (most - least) * fraction(`${presence.seat} notices`)
      this.note(presence, sceneOf(cluster, pod, live(cluster)), unixOf(now) + delay)
    }
  }
}
