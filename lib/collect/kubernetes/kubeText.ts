import type { Outcome } from '#lib/tailnet/failure.ts'
import { withDeadline } from '../tailscale/withDeadline.ts'
import type { ApiServer } from './apiServer.ts'
import { type Ask, kubeRequest } from './kubeRequest.ts'
import { readBody } from './readBody.ts'

/** What an answer may cost. */
export interface AnswerLimits {
  timeoutMs: number
  limitBytes: number
}

/** Asks and reads the whole answer as text, within its limits. */
export function kubeText(
  server: ApiServer,
  ask: Ask,
  { timeoutMs, limitBytes }: AnswerLimits,
  stop: AbortSignal,
): Promise<Outcome<string>> {
  return withDeadline(timeoutMs, stop, async signal => {
    const answer = await kubeRequest(server, ask, signal)
    return answer.ok ? await readBody(answer.value, limitBytes, ask.what, signal) : answer
  })
}
