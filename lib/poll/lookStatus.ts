import { failed } from '#lib/collect/failed.ts'
import type { ClusterSource } from '#lib/collect/kubernetes/openCluster.ts'
import { parseJson } from '#lib/collect/parseJson.ts'
import { toStatusReading } from '#lib/collect/tailscaled/toStatusReading.ts'
import type { PodFacts } from '#lib/tailnet/cluster.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { StatusReading } from '#lib/tailnet/reading.ts'

/** A fixed argv of the CLI in a pod: nothing a person typed ever gets into it. */
export function cliArgv(pod: Pick<PodFacts, 'socket'>, ...words: readonly string[]): string[] {
  return ['tailscale', ...(pod.socket === null ? [] : [`--socket=${pod.socket}`]), ...words]
}

/** The paths of a pod by one exec. A tailscaled that is not up sends nothing anywhere: a failure, with its state. */
export async function lookStatus(source: ClusterSource, pod: PodFacts): Promise<Outcome<StatusReading>> {
  const text = await source.exec(pod, cliArgv(pod, 'status', '--json', '--active'))
  return text.ok ? statusOf(text.value) : text
}

/** What `tailscale status --json --active` printed. */
export function statusOf(text: string): Outcome<StatusReading> {
  const json = parseJson(text, 'tailscale status')
  if (!json.ok) return json
  const status = toStatusReading(json.value, { activeOnly: true })
  if (!status.ok || status.value.backendState === 'Running') return status
  return failed('not_running', `tailscaled is in state ${status.value.backendState}`)
}

/** Does something go another way than direct, or unanswered, so that it is worth watching? */
export function isRelayed(status: StatusReading): boolean {
  return status.peers.some(peer => peer.active && peer.currentAddress === null)
}
