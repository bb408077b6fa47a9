import { runningContainers } from './runningContainers.ts'
import { tailscaleImage } from './tailscaleImage.ts'
import type { WireContainer } from './wireContainer.ts'
import type { WirePod } from './wirePod.ts'

/** Read by containerboot alone (cmd/containerboot/settings.go). Not any `TS_`: ts-node reads TS_NODE_… */
const containerboot =
  /^TS_(KUBE_SECRET|STATE_DIR|USERSPACE|SOCKET|ROUTES|DEST_IP|EXTRA_ARGS|TAILSCALED_EXTRA_ARGS|ACCEPT_DNS|AUTH_ONCE|SERVE_CONFIG|LOCAL_ADDR_PORT|ENABLE_METRICS|ENABLE_HEALTH_CHECK|INTERNAL_APP|TAILNET_TARGET_(IP|FQDN)|EXPERIMENTAL_\w+)$/

/** Read by programs with tailscale built in as well (tsnet/tsnet.go). */
const login = /^TS_(AUTHKEY|AUTH_KEY|CLIENT_SECRET|HOSTNAME|CONTROL_URL)$/

/** Of the operator's own containers, for images under another name (ProxyClass `image`). */
const operatorNames = new Set(['tailscale', 'tailscaled', 'k8s-proxy'])

const managed = 'tailscale.com/managed'
const parentType = 'tailscale.com/parent-resource-type'

/** The container of a pod that runs tailscale. */
export interface TailscaleContainer {
  container: WireContainer
  /** Started by containerboot, by hand as `tailscaled`, or built into another program. */
  runs: 'containerboot' | 'tailscaled' | 'tsnet'
}

const has = (container: WireContainer, names: RegExp) => container.env.some(({ name }) => names.test(name))

/** Is tailscaled started without containerboot? */
function startsTailscaled({ command, args }: WireContainer): boolean {
  return /(^|[/\s;&])tailscaled(\s|$)/.test([...command, ...args].join(' '))
}

/** How sure it is that tailscale runs in this container: 0 is "not". */
function rank(container: WireContainer, isOperators: boolean): number {
  const image = tailscaleImage(container.image)
  const boot = has(container, containerboot)
  if (image) return 8 + (boot || has(container, login) || startsTailscaled(container) ? 4 : 0)
  if (boot || startsTailscaled(container)) return 4
  if (has(container, login)) return 2
  return isOperators && operatorNames.has(container.name) ? 1 : 0
}

function runs(container: WireContainer): TailscaleContainer['runs'] {
  const image = tailscaleImage(container.image)
  if (image === 'tsnet') return 'tsnet'
  if (startsTailscaled(container)) return 'tailscaled'
  if (image === 'tailscaled' || has(container, containerboot)) return 'containerboot'
  return has(container, login) || container.name === 'k8s-proxy' ? 'tsnet' : 'containerboot'
}

/**
 * Finds the container with tailscale by its image, else by its environment, else by the operator's labels; null
 * where the pod has none. Names are free: charts and users change them. Of several the surest is taken, then
 * the first. Init containers that end are none: the operator's sysctler has the same image.
 */
export function tailscaleContainer(pod: WirePod): TailscaleContainer | null {
  const { labels } = pod.metadata
  const isOperators = labels[managed] === 'true' || parentType in labels
  let best: WireContainer | null = null
  let bestRank = 0
  for (const container of runningContainers(pod)) {
    const each = rank(container, isOperators)
    if (each > bestRank) [best, bestRank] = [container, each]
  }
  return best && { container: best, runs: runs(best) }
}
