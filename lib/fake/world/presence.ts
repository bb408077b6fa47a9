import type { Scene } from './scene.ts'

/** From a moment on (Unix seconds) a pod stands in a scene. `settling`: nothing is direct yet. */
export interface Note {
  from: number
  scene: Scene
  settling: boolean
}

/** First packets go by DERP until the paths are probed; made up after `series/restarted`, which shows 5 to 10 s. */
export const settlingSeconds = 6

/** What the world remembers of a running tailscaled pod. */
export interface Presence {
  podUid: string
  /** Whose device it is, over replacements of the pod. */
  seat: string
  /** Unix seconds at which the container started first. */
  startedAt: number
  notes: Note[]
}

const keyOf = (scene: Scene) => JSON.stringify(scene)

/** Notes that the surroundings are another from a moment on; nothing where they are the same. */
export function noteScene(presence: Presence, scene: Scene, from: number): boolean {
  const last = presence.notes.at(-1)
  if (last && keyOf(last.scene) === keyOf(scene)) return false
  presence.notes.push({ from: Math.max(from, last?.from ?? 0), scene, settling: false })
  return true
}

/** The note in force; before the first, the first. */
export function noteAt(notes: readonly Note[], unix: number): Note {
  const note = notes.findLast(candidate => candidate.from <= unix) ?? notes[0]
  if (!note) throw new Error('a pod without a scene')
  return note
}

/**
 * The notes that a process of tailscaled lived through: from its start on, with the seconds in which it, or a
 * new surrounding, has not found its paths yet.
 */
export function livedNotes(notes: readonly Note[], startedAt: number): Note[] {
  const first = noteAt(notes, startedAt)
  const later = notes.filter(note => note.from > startedAt)
  return [
    { from: startedAt, scene: first.scene, settling: true },
    { ...first, from: startedAt + settlingSeconds },
    ...later.map(note => ({ ...note, from: Math.max(note.from, startedAt + settlingSeconds) })),
  ]
}
