import type { Change } from './change.ts'
import { mapOf, mapsOf, textsOf } from './plainValue.ts'

/** Debug knobs that keep tailscaled off direct paths, and those that name an endpoint of its own. */
const forcing = ['TS_DEBUG_ALWAYS_USE_DERP', 'TS_DEBUG_NEVER_DIRECT_UDP', 'TS_DEBUG_STRIP_ENDPOINTS']
const naming = 'TS_DEBUG_PRETENDPOINT'

interface PodTemplate {
  hostNetwork: boolean
  port: number | null
  hostPorts: string[]
  env: Map<string, string>
  endpoints: string
}

/** The facet "pod" of a target, as lib/store/write/clusterFacts.ts keeps it. */
function templateOf(value: unknown): PodTemplate {
  const { hostNetwork, fixedPort, container, annotations } = mapOf(value)
  const { env, ports, args } = mapOf(container)
  const variables = mapsOf(env).map(each => [String(each.name), String(each.value ?? '')] as const)
  const hostPorts = mapsOf(ports).filter(each => typeof each.hostPort === 'number' && each.protocol === 'UDP')
  return {
    hostNetwork: hostNetwork === true,
    port: typeof fixedPort === 'number' ? fixedPort : null,
    hostPorts: hostPorts.map(each => `${each.hostPort}:${each.containerPort}`).sort(),
    env: new Map(variables),
    endpoints: [
      ...textsOf(args).filter(each => each.includes('static-endpoint')),
      ...Object.entries(mapOf(annotations)).map(each => each.join('=')),
      new Map(variables).get(naming) ?? '',
    ].join('\n'),
  }
}

const isOn = (value: string | undefined) => value !== undefined && !/^(|0|f|false)$/i.test(value)

/** What a new template of a target's pods did for its paths: the most that it did comes first. */
export function podChange(before: unknown, after: unknown): Change | null {
  const [was, is] = [templateOf(before), templateOf(after)]
  const freed = forcing.find(name => isOn(was.env.get(name)) && !isOn(is.env.get(name)))
  const opened = is.hostPorts.filter(port => !was.hostPorts.includes(port))
  const isNamed = was.env.get(naming) !== is.env.get(naming) && is.env.get(naming) !== undefined
  const done: Change[] = [
    ...(freed ? [{ what: `\`${freed}\` was taken out`, remedy: 'r-remove-forced-relay-env' }] : []),
    ...(!was.hostNetwork && is.hostNetwork
      ? [{ what: '`hostNetwork` was switched on', remedy: 'r-hostnetwork-public-node' }]
      : []),
    ...(opened.length > 0
      ? [{ what: `UDP host port \`${opened[0]?.split(':')[0]}\` was opened`, remedy: 'r-hostport' }]
      : []),
    ...(is.port !== null && was.port !== is.port
      ? [{ what: `the port was fixed to \`${is.port}\``, remedy: 'r-set-port' }]
      : []),
    ...(isNamed ? [{ what: `\`${naming}\` was set`, remedy: 'r-static-endpoints-nodeport' }] : []),
  ]
  const [first] = done
  return first ? { ...first, what: done.map(({ what }) => what).join(', ') } : null
}
