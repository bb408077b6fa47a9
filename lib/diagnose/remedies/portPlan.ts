import type { ClusterFacts, NodeFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import { freePort, takenOn } from './freePort.ts'
import type { PlainMap } from './plain.ts'

/** Which UDP port tailscaled is to take, and what has to be written for it. */
export interface PortPlan {
  port: number
  /** Empty where the port is set already. */
  env: PlainMap[]
  says: string
}

/** NodePorts (kube-apiserver --service-node-port-range, default): another program may be given one at any time. */
const isNodePort = (port: number) => port >= 30000 && port <= 32767

/** "namespace/name", as `hostPortsInUse` names pods. */
export const podKey = (pod: PodFacts) => `${pod.namespace}/${pod.name}`

/**
 * Keeps the pod's fixed port where at least one of these nodes has it free, else takes one that is free on all.
 * Null where it cannot be set: the program reads no port, or its arguments name another.
 */
export function portPlan(cluster: ClusterFacts, pod: PodFacts, nodes: readonly NodeFacts[]): PortPlan | null {
  if (!readsPort(pod)) return null
  const tcp = pod.container.ports.filter(each => each.protocol !== 'UDP').map(each => each.containerPort)
  const fixed = pod.fixedPort
  if (fixed !== null && !isNodePort(fixed) && !tcp.includes(fixed)) {
    const taken = takenOn(cluster, nodes, fixed, podKey(pod))
    const free = nodes.filter(node => !taken.some(use => use.nodeName === node.name))
    if (free.length > 0) return { port: fixed, env: [], says: portWords(fixed, free, nodes, taken) }
  }
  const port = freePort(cluster, nodes, podKey(pod), tcp)
  const env = port === null ? null : portEnv(pod, port)
  if (port === null || env === null) return null
  const passed = cluster.hostPortsInUse.filter(
    use =>
      use.protocol === 'UDP' &&
      use.port >= 41641 &&
      use.port < port &&
      nodes.some(node => node.name === use.nodeName),
  )
  return { port, env, says: portWords(port, nodes, nodes, passed) }
}

function portWords(
  port: number,
  free: readonly NodeFacts[],
  all: readonly NodeFacts[],
  taken: ClusterFacts['hostPortsInUse'],
) {
  const where =
    all.length === 1 ? `on \`${all[0]?.name}\`` : `on ${free.length} of ${all.length} of these nodes`
  const first = taken[0]
  const other = first ? `; \`${first.port}\` is taken by \`${first.pod}\` on \`${first.nodeName}\`` : ''
  return `No pod holds UDP \`${port}\` ${where}${other}`
}

/** Programs with tailscale built in read no port, but for the operator (cmd/k8s-operator/operator.go). */
const readsPort = (pod: PodFacts) => pod.hasCli || isOperatorPod(pod)
export const isOperatorPod = (pod: PodFacts) => /k8s-operator/.test(pod.container.image)

/** The variable that sets the port; null where an argument sets it, which wins. */
export function portEnv(pod: PodFacts, port: number): PlainMap[] | null {
  const { args, env } = pod.container
  if (args.some(arg => /^--?port(=|$)/.test(arg))) return null
  const extra = env.find(each => each.name === 'TS_TAILSCALED_EXTRA_ARGS')
  const flag = /(^|\s)(--?port[= ])\d+/
  if (extra?.value && flag.test(extra.value))
    return [{ name: extra.name, value: extra.value.replace(flag, `$1$2${port}`) }]
  const name = isOperatorPod(pod) ? 'TS_PORT' : 'PORT'
  const isReference = env.some(each => each.name === name && each.value === null)
  // A variable cannot have both: the reference has to go.
  return [{ name, value: String(port), ...(isReference ? { valueFrom: null } : {}) }]
}
