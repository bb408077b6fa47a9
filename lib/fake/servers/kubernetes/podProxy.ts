import type { KubeObject, Voice } from '../../model.ts'
import { envOf, podSpec, podStatus, tailscaleContainer } from '../../world/kubeShape.ts'
import { type Reply, textReply } from '../http/reply.ts'
import { failureReply } from './kubeStatus.ts'

/** Where containerboot serves metrics and health (cmd/containerboot, `TS_LOCAL_ADDR_PORT`). */
const localPort = '9002'

/** `GET pods/{name}:{port}/proxy/{path}`: what a server in the pod answers, or that none does. */
export function podProxy(pod: KubeObject, port: string, path: string, voice: () => Voice | null): Reply {
  const container = tailscaleContainer(podSpec(pod))
  const isOn = (name: string) => ['true', '1'].includes(envOf(container, name) ?? '')
  const said =
    port === localPort && (isOn('TS_ENABLE_METRICS') || isOn('TS_ENABLE_HEALTH_CHECK')) ? voice() : null
  if (!said) {
    const address = `${podStatus(pod).podIP ?? '<none>'}:${port}`
    const message = `error trying to reach service: dial tcp ${address}: connect: connection refused`
    return failureReply({ code: 503, message })
  }
  if (path === 'metrics' && isOn('TS_ENABLE_METRICS')) {
    return { ...textReply(200, said.metricsText()), contentType: 'text/plain; version=0.0.4; charset=utf-8' }
  }
  if (path === 'healthz' && isOn('TS_ENABLE_HEALTH_CHECK')) return textReply(200, 'ok')
  return textReply(404, '404 page not found\n')
}
