import { parseLog } from '#lib/collect/tailscaled/parseLog.ts'
import { parseMetrics } from '#lib/collect/tailscaled/parseMetrics.ts'
import { toNetInfo } from '#lib/collect/tailscaled/toNetInfo.ts'
import { toStatusReading } from '#lib/collect/tailscaled/toStatusReading.ts'
import { classify } from '#lib/tailnet/classify.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { derpRegionId } from '#lib/tailnet/ids.ts'
import type { KubeObject, Voice, World } from '../model.ts'
import type { Held } from './heldCluster.ts'

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.detail)
  return outcome.value
}

const regionIds = new Map([
  ['nyc', 1],
  ['sin', 3],
  ['fra', 4],
])
const regionByCode = (code: string) => {
  const id = regionIds.get(code)
  return id === undefined ? null : derpRegionId(id)
}

/** Asks a pod of a world as the collector does, with its parsers. Throws where no tailscaled answers. For tests. */
export function askVoice(world: World, held: Held, cluster: string, pod: KubeObject) {
  const voiceAt = (at: Date): Voice => {
    const voice = world.voice(cluster, pod, held.live, at)
    if (!voice) throw new Error(`nobody answers in ${pod.metadata.name}`)
    return voice
  }
  const status = (at: Date, activeOnly = false) =>
    valueOf(toStatusReading(JSON.parse(voiceAt(at).statusJson({ activeOnly, peers: true })), { activeOnly }))
  const metrics = (at: Date) => valueOf(parseMetrics(voiceAt(at).metricsText()))
  /** Path kinds by host name: of two samples, as no answer shows only in what comes after. */
  const paths = (at: Date) => {
    const before = new Date(at.getTime() - 20_000)
    const earlier = new Map(
      world.voice(cluster, pod, held.live, before) === null
        ? []
        : status(before).peers.map(peer => [peer.device, peer]),
    )
    const kinds = status(at).peers.map(peer => {
      const last = earlier.get(peer.device)
      const path = classify(peer, last ? { reading: last, at: before } : null, at, regionByCode)
      return [peer.hostName, path.kind] as const
    })
    return Object.fromEntries(kinds)
  }
  return {
    status,
    metrics,
    paths,
    netInfo: (at: Date) => valueOf(toNetInfo(JSON.parse(voiceAt(at).netcheckJson()))),
    log: (at: Date) =>
      parseLog(
        voiceAt(at)
          .log()
          .map(({ line }) => line)
          .join('\n'),
      ),
    voiceAt,
  }
}
