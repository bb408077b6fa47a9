import type { SourceFailure } from '#lib/tailnet/failure.ts'
import type { SourceState } from '#lib/tailnet/standing.ts'
import { parseJson } from '../parseJson.ts'
import type { ApiServer } from './apiServer.ts'
import { cniConfigMaps } from './cniConfigMaps.ts'
import { type HeldObject, heldMetadata, readObject } from './heldObject.ts'
import { kubeText } from './kubeText.ts'
import type { Pacing } from './pacing.ts'
import { pause } from './pause.ts'

const wanted = cniConfigMaps.flatMap(({ name, namespaces }) =>
  namespaces.map(namespace => ({ namespace, name })),
)

const limits = { timeoutMs: 15_000, limitBytes: 4 * 1024 * 1024 }

/** The ConfigMaps that are known by name. */
export interface ConfigMaps {
  objects(): Iterable<HeldObject>
  /** Did any of them ever answer, be it that it is not there? */
  isRead(): boolean
  standing(): { state: SourceState; failure: SourceFailure | null }
  /** Resolves when each was asked for once. */
  answered: Promise<void>
  /** Resolves after the stop. */
  ended: Promise<void>
}

/** Gets the ConfigMaps one by one, again and again: the right to `get` by name allows no watch. */
export function configMaps(parts: {
  server: ApiServer
  pacing: Pacing
  stop: AbortSignal
  onChange(): void
}): ConfigMaps {
  const { server, pacing, stop, onChange } = parts
  const objects = new Map<string, HeldObject>()
  let read = false
  let standing: ReturnType<ConfigMaps['standing']> = { state: 'off', failure: null }

  /** Notes one ConfigMap; gives the failure where neither it nor its absence was seen. */
  async function look(namespace: string, name: string): Promise<SourceFailure | null> {
    const what = `config map ${namespace}/${name}`
    const text = await kubeText(
      server,
      { what, path: `/api/v1/namespaces/${namespace}/configmaps/${name}` },
      limits,
      stop,
    )
    if (!text.ok && text.failure.code === 'not_found') {
      if (objects.delete(what)) onChange()
      return null
    }
    const json = text.ok ? parseJson(text.value, what) : text
    if (!json.ok) return json.failure
    const object = readObject(json.value)
    if (!object) return null
    const held = { apiVersion: 'v1', kind: 'ConfigMap', metadata: heldMetadata(object), data: object.data }
    if (JSON.stringify(objects.get(what)) === JSON.stringify(held)) return null
    objects.set(what, held)
    onChange()
    return null
  }

  async function lookAtAll(): Promise<void> {
    const failures = await Promise.all(wanted.map(({ namespace, name }) => look(namespace, name)))
    if (stop.aborted) return
    const failed = failures.filter(failure => failure !== null)
    const [first] = failed
    if (failed.length < wanted.length) read = true
    // Rights by name are given by name: a refusal of some is no failure of the others.
    const isFailing = first !== undefined && failed.length === wanted.length
    const isDenied = first?.code === 'forbidden' || first?.code === 'unauthorized'
    const state = !isFailing ? 'ok' : isDenied ? 'denied' : 'failing'
    if (state !== standing.state) onChange()
    standing = { state, failure: isFailing ? first : null }
  }

  const answered = lookAtAll()
  async function follow(): Promise<void> {
    await answered
    while (!stop.aborted) {
      await pause(pacing.pollMs, stop)
      if (!stop.aborted) await lookAtAll()
    }
  }
  return {
    objects: () => objects.values(),
    isRead: () => read,
    standing: () => standing,
    answered,
    ended: follow(),
  }
}
