import type { IncomingMessage } from 'node:http'
import type { KubeObject, Voice } from '../../model.ts'
import { type Reply, textReply } from '../http/reply.ts'
import type { KubeRequest } from './kubeRequest.ts'
import { failureReply } from './kubeStatus.ts'
import type { Snapshots } from './listObjects.ts'
import type { ObjectStore } from './objectStore.ts'
import type { ResourceKind } from './resourceKinds.ts'
import { type Action, forbidden, type Rights, verbOf } from './rights.ts'

/** What stands behind the API server of one cluster. */
export interface ApiSide {
  name: string
  version: string
  token: string
  store: ObjectStore
  snapshots: Snapshots
  kinds: readonly ResourceKind[]
  rights: Rights
  now: () => Date
  /** The tailscaled of a pod; null where none runs. */
  voice: (pod: KubeObject) => Voice | null
  /** Lets the controllers act after an edit. */
  settle: () => void
}

export const isKnown = (side: ApiSide, request: IncomingMessage) =>
  request.headers.authorization === `Bearer ${side.token}`

export const unauthorised = failureReply({ code: 401, message: 'Unauthorized' })

/** Of the mux below all groups. */
export const noSuchPath = textReply(404, '404 page not found\n')

export const podNotFound = (name: string) =>
  failureReply({ code: 404, message: `pods "${name}" not found`, details: { name, kind: 'pods' } })

/** The answer to whoever may not do that; null where the account may. */
export function refusal(side: ApiSide, method: string, asked: KubeRequest): Reply | null {
  const { group, namespace, subresource } = asked
  const name = subresource === 'proxy' ? (podAndPort(asked.name)?.pod ?? null) : asked.name
  const resource = subresource === null ? asked.resource : `${asked.resource}/${subresource}`
  const action: Action = { verb: verbOf(method, asked), group, resource, namespace, name }
  return side.rights.allows(side.name, action) ? null : failureReply(forbidden(action))
}

/** Whom a proxy means: `name`, `name:port` or `scheme:name:port`. */
export function podAndPort(name: string | null): { pod: string; port: string } | null {
  const [, pod, port] = /^(?:https?:)?([^:]+):?(\d*)$/.exec(name ?? '') ?? []
  return pod === undefined ? null : { pod, port: port || '80' }
}
