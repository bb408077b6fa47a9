import type { KubeObject, Voice } from '../../model.ts'
import { type Reply, textReply } from '../http/reply.ts'
import { flagOf } from './kubeRequest.ts'
import { failureReply } from './kubeStatus.ts'
import { podContainer } from './podContainer.ts'

/** `GET pods/{name}/log`. `voice` is of the asked container: null where it runs no tailscaled, and has no lines. */
export function podLog(
  pod: KubeObject,
  query: URLSearchParams,
  now: Date,
  voice: (container: string) => Voice | null,
): Reply {
  const chosen = podContainer(pod, query.get('container'))
  if ('code' in chosen) return failureReply(chosen)
  if (flagOf(query, 'previous')) {
    const message = `previous terminated container "${chosen.container}" in pod "${pod.metadata.name}" not found`
    return failureReply({ code: 400, message })
  }
  const least = { sinceSeconds: 1, tailLines: 0, limitBytes: 1 }
  for (const [name, from] of Object.entries(least)) {
    const value = query.get(name)
    if (value !== null && !(/^\d+$/.test(value) && Number(value) >= from)) {
      const message = `PodLogOptions.core is invalid: ${name}: Invalid value: ${value}: must be greater than or equal to ${from}`
      return failureReply({ code: 422, message })
    }
  }
  const given = (name: string) => (query.get(name) === null ? null : Number(query.get(name)))
  const sinceTime = Date.parse(query.get('sinceTime') ?? '')
  const seconds = given('sinceSeconds')
  const since = seconds === null ? sinceTime : now.getTime() - seconds * 1000
  const all = voice(chosen.container)?.log() ?? []
  const recent = Number.isNaN(since) ? all : all.filter(({ at }) => at.getTime() >= since)
  const tail = given('tailLines')
  const shown = tail === null ? recent : recent.slice(recent.length - Math.min(tail, recent.length))
  const isStamped = flagOf(query, 'timestamps')
  const text = shown.map(({ at, line }) => `${isStamped ? `${at.toISOString()} ` : ''}${line}\n`).join('')
  const limit = given('limitBytes')
  return textReply(200, limit === null ? text : Buffer.from(text).subarray(0, limit).toString('utf8'))
}
