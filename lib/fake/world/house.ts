import { labDevice } from './labMembers.ts'
import type { Scene } from './scene.ts'
import { fraction, hash } from './seeded.ts'

/** The addresses under which a tailscaled is at home in place of the recorded ones. */
export interface House {
  /** Folder name of the recording, or host name of the lab's device. */
  recorded: string
  publicAddress: string | null
  localAddress: string | null
  /** UDP port it listens on; null keeps the recorded ports. */
  port: number | null
  nodePort: number | null
  /** Ports of its mappings depend on it. */
  seed: string
}

const isPrivate = (host: string) => /^10\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./.test(host)
const split = (endpoint: string): [string, string] => {
  const at = endpoint.lastIndexOf(':')
  return [endpoint.slice(0, at), endpoint.slice(at + 1)]
}

function recordedHouse(name: string) {
  const endpoints = labDevice(name).clientConnectivity.endpoints.map(split)
  const local = endpoints.find(([host]) => isPrivate(host))
  const open = endpoints.find(([host]) => !host.startsWith('[') && !isPrivate(host))
  return { local: local?.[0], port: local?.[1] ?? open?.[1], open: open?.[0] }
}

/** A public IPv6 address keeps its network and gets another host part. */
function ownIpv6(host: string, seed: string): string {
  const part = (0x1000 + (hash(seed) % 0xefff)).toString(16)
  return host.replace(/:[0-9a-f]+\]$/, `:${part}]`)
}

/** One recorded endpoint as the same place gives it to another tailscaled. */
export function rehoused(endpoint: string, house: House): string {
  const recorded = recordedHouse(house.recorded)
  const [host, port] = split(endpoint)
  const isOwn = house.publicAddress === recorded.open && house.localAddress === recorded.local
  const ipv6 = house.publicAddress === null || isOwn ? host : ownIpv6(host, house.seed)
  const newHost = host.startsWith('[')
    ? ipv6
    : host === recorded.open
      ? (house.publicAddress ?? host)
      : host === recorded.local
        ? (house.localAddress ?? host)
        : host
  return `${newHost}:${rehousedPort(port, recorded.port, house)}`
}

function rehousedPort(port: string, recorded: string | undefined, house: House): string {
  if (house.nodePort !== null && port === '30041') return String(house.nodePort)
  if (house.port === null) return port
  if (port === recorded) return String(house.port)
  return String(1024 + Math.floor(fraction(`${house.seed} ${port}`) * 64_000))
}

/** Every recorded address in a text, such as a line of the log. */
export function rehousedText(text: string, house: House): string {
  return text.replace(/(?:\[[0-9a-f:]+\]|\d+\.\d+\.\d+\.\d+):\d+/g, endpoint => rehoused(endpoint, house))
}

/** The house of a pod in a scene. Its own recording's ports are kept until its process is another. */
export function houseOf(scene: Scene, own: boolean, seed: string): House {
  const port = scene.port ?? (own ? null : 32_768 + (hash(seed) % 28_000))
  return {
    recorded: scene.recording,
    publicAddress: scene.publicAddress,
    localAddress: scene.localAddress,
    port: own && scene.port === Number(recordedHouse(scene.recording).port) ? null : port,
    nodePort: scene.nodePort,
    seed,
  }
}

/** All endpoints that tailscaled of a pod reports, in the recorded order; a fixed port behind hard NAT is guessed too. */
export function endpointsOf(house: House, scene: Scene): string[] {
  const list = labDevice(house.recorded).clientConnectivity.endpoints.map(endpoint =>
    rehoused(endpoint, house),
  )
  const guess = `${scene.publicAddress}:${scene.port}`
  const guesses = scene.mapping === 'hard' && scene.port !== null && scene.inbound !== 'blocked'
  return [...new Set(guesses && !list.includes(guess) ? [guess, ...list] : list)]
}
