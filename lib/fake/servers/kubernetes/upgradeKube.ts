import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { refuse } from '../http/refuse.ts'
import type { Reply } from '../http/reply.ts'
import { type ApiSide, isKnown, noSuchPath, podNotFound, refusal, unauthorised } from './apiSide.ts'
import { execProtocol, execSocket } from './execSocket.ts'
import { type KubeRequest, kubeRequest } from './kubeRequest.ts'
import { failureReply } from './kubeStatus.ts'
import { type ExecResult, podExec } from './podExec.ts'

/** Answers an upgrade, which only exec knows. */
export function upgradeKube(side: ApiSide, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const asked = kubeRequest(request.url ?? '/')
  const answer = asked ? answerExec(side, request, asked) : noSuchPath
  if ('body' in answer) refuse(socket, answer)
  else execSocket(request, socket, head, asked?.query ?? new URLSearchParams(), answer)
}

function answerExec(side: ApiSide, request: IncomingMessage, asked: KubeRequest): ExecResult | Reply {
  if (!isKnown(side, request)) return unauthorised
  if (asked.resource !== 'pods' || asked.subresource !== 'exec' || asked.name === null) return noSuchPath
  const no = refusal(side, 'GET', asked) ?? (needsCreate(side.version) ? refusal(side, 'POST', asked) : null)
  if (no) return no
  const pod = side.store.get('Pod', asked.namespace ?? undefined, asked.name)
  if (!pod) return podNotFound(asked.name)
  if (execProtocol(request) === null) {
    return failureReply({ code: 400, message: 'unable to upgrade: no known subprotocol was offered' })
  }
  const result = podExec(pod, asked.query, () => side.voice(pod))
  return 'code' in result ? failureReply(result) : result
}

/** From 1.35 on a WebSocket exec needs `create` beside `get` (kubernetes/kubernetes#134577). */
function needsCreate(version: string): boolean {
  const minor = Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? 0)
  return minor >= 35
}
