import type { IncomingMessage, ServerResponse } from 'node:http'
import { podSpec, tailscaleContainer } from '../../world/kubeShape.ts'
import { readBody } from '../http/readBody.ts'
import { type Reply, sendReply } from '../http/reply.ts'
import {
  type ApiSide,
  isKnown,
  noSuchPath,
  podAndPort,
  podNotFound,
  refusal,
  unauthorised,
} from './apiSide.ts'
import { notFound } from './checkObject.ts'
import { discovery } from './discovery.ts'
import { flagOf, type KubeRequest, kubeRequest } from './kubeRequest.ts'
import { failureReply } from './kubeStatus.ts'
import { listObjects } from './listObjects.ts'
import { objectForm } from './objectJson.ts'
import { podLog } from './podLog.ts'
import { podProxy } from './podProxy.ts'
import type { ResourceKind } from './resourceKinds.ts'
import { accessReview } from './rights.ts'
import { watchObjects } from './watchObjects.ts'
import { changeObject, createObject, deleteObject, type Write } from './writeObject.ts'

const notAllowed = failureReply({
  code: 405,
  message: 'the server does not allow this method on the requested resource',
})

/** Answers one request as kube-apiserver does. */
export async function answerKube(
  side: ApiSide,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '/'
  const pathname = path.split('?')[0] ?? ''
  if (!isKnown(side, request) && !openToAll.has(pathname)) {
    sendReply(response, unauthorised)
    return
  }
  const asked = kubeRequest(path)
  const known = asked && kindOf(side, asked)
  if (asked && known && request.method === 'GET' && asked.name === null && flagOf(asked.query, 'watch')) {
    const no = refusal(side, 'GET', asked)
    if (no) sendReply(response, no)
    else watchObjects(side.store, known, asked, formOf(known, request), response)
    return
  }
  sendReply(response, await reply(side, request, pathname, asked, known))
}

/** Paths that need no token (ClusterRole `system:public-info-viewer`). */
const openToAll = new Set(['/version', '/healthz', '/livez', '/readyz'])

const kindOf = (side: ApiSide, { group, version, resource }: KubeRequest) =>
  side.kinds.find(kind => kind.group === group && kind.version === version && kind.plural === resource) ??
  null

const formOf = (kind: ResourceKind, request: IncomingMessage) =>
  objectForm(kind, request.headers.accept ?? '')

async function reply(
  side: ApiSide,
  request: IncomingMessage,
  pathname: string,
  asked: KubeRequest | null,
  kind: ResourceKind | null,
): Promise<Reply> {
  const method = request.method ?? 'GET'
  const body = method === 'GET' ? '' : await readBody(request)
  if (body === null) return failureReply({ code: 413, message: 'Request entity too large: limit is 3145728' })
  if (pathname === '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews') {
    return method === 'POST' ? accessReview(side.rights, side.name, body) : notAllowed
  }
  const found = discovery(pathname, side.version, side.kinds)
  if (found) return method === 'GET' ? found : notAllowed
  if (!asked) return noSuchPath
  if (!kind || (asked.namespace !== null && !kind.namespaced)) return noSuchResource(side, asked)
  const no = refusal(side, method, asked)
  if (no) return no
  if (kind.kind === 'Pod' && asked.subresource !== null && asked.subresource !== 'status') {
    return method === 'GET' ? podReply(side, asked) : notAllowed
  }
  if (asked.subresource !== null && asked.subresource !== 'status') return noSuchResource(side, asked)
  return objectReply(side, method, asked, kind, body, request)
}

/** A group that is served answers with a Status, one that is not with the plain text of the mux below. */
function noSuchResource(side: ApiSide, { group, version }: KubeRequest): Reply {
  const isServed = side.kinds.some(kind => kind.group === group && kind.version === version && !kind.isCustom)
  if (!isServed) return noSuchPath
  return failureReply({ code: 404, message: 'the server could not find the requested resource', details: {} })
}

function objectReply(
  side: ApiSide,
  method: string,
  asked: KubeRequest,
  resource: ResourceKind,
  body: string,
  request: IncomingMessage,
): Reply {
  const write: Write = { store: side.store, resource, request: asked, now: side.now(), settle: side.settle }
  const isInPlace = resource.namespaced ? asked.namespace !== null : true
  if (asked.name === null) {
    if (method === 'GET')
      return listObjects(side.store, side.snapshots, resource, asked, formOf(resource, request))
    return method === 'POST' && isInPlace ? createObject(write, body) : notAllowed
  }
  switch (method) {
    case 'GET': {
      const object = side.store.get(resource.kind, asked.namespace ?? undefined, asked.name)
      if (!object) return failureReply(notFound(resource, asked.name))
      return { status: 200, contentType: 'application/json', body: formOf(resource, request).json(object) }
    }
    case 'PUT':
      return changeObject(write, body, null)
    case 'PATCH':
      return changeObject(write, body, request.headers['content-type'] ?? '')
    case 'DELETE':
      return deleteObject(write)
    default:
      return notAllowed
  }
}

function podReply(side: ApiSide, asked: KubeRequest): Reply {
  const isProxy = asked.subresource === 'proxy'
  const { pod: name, port } = (isProxy && podAndPort(asked.name)) || { pod: asked.name ?? '', port: '' }
  const pod = side.store.get('Pod', asked.namespace ?? undefined, name)
  if (!pod) return podNotFound(name)
  if (isProxy) return podProxy(pod, port, asked.rest, () => side.voice(pod))
  if (asked.subresource === 'log') {
    const isOfTailscaled = (container: string) => tailscaleContainer(podSpec(pod))?.name === container
    return podLog(pod, asked.query, side.now(), container =>
      isOfTailscaled(container) ? side.voice(pod) : null,
    )
  }
  if (asked.subresource !== 'exec') return noSuchPath
  return failureReply({ code: 400, message: 'Upgrade request required' })
}
