import { type Agent, type IncomingMessage, request } from 'node:http'
import { BlockList, isIPv4, isIPv6 } from 'node:net'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { failed } from '../failed.ts'
import { withDeadline } from '../tailscale/withDeadline.ts'
import { connectionFailure } from './connectionFailure.ts'
import type { AnswerLimits } from './kubeText.ts'
import { readBody } from './readBody.ts'
import { statusFailure } from './statusFailure.ts'

/** No pod is here: what answers would be this machine itself, or a cloud's metadata server (RFC 6890). */
const never4 = new BlockList()
never4.addSubnet('0.0.0.0', 8, 'ipv4')
never4.addSubnet('127.0.0.0', 8, 'ipv4')
never4.addSubnet('169.254.0.0', 16, 'ipv4')
never4.addSubnet('224.0.0.0', 3, 'ipv4')
/** A list of its own: Node finds every IPv4 address in the network of mapped ones. */
const never6 = new BlockList()
never6.addSubnet('::', 127, 'ipv6')
never6.addSubnet('::ffff:0:0', 96, 'ipv6')
never6.addSubnet('fe80::', 10, 'ipv6')
never6.addSubnet('ff00::', 8, 'ipv6')

/** May a pod have this address? Whoever may write a pod's status could name any. */
export function isPodAddress(text: string): boolean {
  if (isIPv4(text)) return !never4.check(text, 'ipv4')
  return isIPv6(text) && !text.includes('%') && !never6.check(text, 'ipv6')
}

/**
 * The user metrics at a pod's own address, without credentials and without following a redirect: the path and the port are
 * fixed, and the address is one that the API server names for this pod.
 */
export function podMetrics(
  ask: { what: string; podIps: readonly string[]; port: number; agent: Agent; now: Date },
  { timeoutMs, limitBytes }: AnswerLimits,
  stop: AbortSignal,
): Promise<Outcome<string>> {
  const { what, port, agent, now } = ask
  const host = ask.podIps.find(isPodAddress)
  if (host === undefined)
    return Promise.resolve(failed('not_found', `${what}: the pod has no address to ask`))
  return withDeadline(timeoutMs, stop, async signal => {
    let response: IncomingMessage
    try {
      response = await new Promise((resolve, reject) => {
        const headers = { Accept: 'text/plain', 'User-Agent': 'tailpath' }
        const sending = request({ host, port, path: '/metrics', agent, headers, signal })
        sending.on('response', resolve)
        sending.on('error', reject)
        sending.end()
      })
    } catch (error) {
      return { ok: false, failure: connectionFailure(error, what, 'head', signal) }
    }
    const status = response.statusCode ?? 0
    if (status === 200) return await readBody(response, limitBytes, what, signal)
    response.destroy()
    return { ok: false, failure: statusFailure(status, what, '', response.headers, now) }
  })
}
