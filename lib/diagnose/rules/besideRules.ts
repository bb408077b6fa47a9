import type { Evidence } from '#lib/tailnet/finding.ts'
import type { ObservedFlow } from '../input.ts'
import { tailnetIndex } from '../side/tailnetIndex.ts'
import { linkEvidence } from './evidenceOf.ts'
import { droppedOut, relayLimit } from './relayLimit.ts'
import type { Found, Rule } from './rule.ts'

const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)

/** Is it the relay that limits the rate? Either answer is worth saying, where the counters give one. */
export const relayLimitRule: Rule = scene => {
  const { flow } = scene.input
  const peers = scene.peers.filter(({ path }) => path === 'derp')
  const limit = relayLimit(flow)
  if (!flow || !limit || peers.length === 0) return []
  const at = flow.to.toISOString()
  const [lowest, highest] = [Math.min(...flow.derpMbits), Math.max(...flow.derpMbits)]
  const minutes = Math.round((flow.to.getTime() - flow.from.getTime()) / 60_000)
  const dropped = droppedOut(flow)
  const rates: Evidence = {
    seen: 'yes',
    says: `Through DERP went \`${lowest.toFixed(1)}\` to \`${highest.toFixed(1)} Mbit/s\` over ${minutes} minutes.`,
    source: 'metrics',
    at,
  }
  const drops: Evidence = {
    seen: dropped > 0 ? 'yes' : 'no',
    says:
      dropped > 0
        ? `\`${dropped}\` packets were dropped on the way out meanwhile.`
        : 'Packets were dropped on the way out meanwhile.',
    source: 'metrics',
    at,
  }
  return [
    limit === 'held back'
      ? {
          code: 'relay-bottleneck',
          certainty: dropped > 0 ? 'likely' : 'possible',
          evidence: [rates, drops],
          peers,
        }
      : { code: 'relay-not-bottleneck', certainty: 'likely', evidence: [rates, drops], peers },
  ]
}

/** Less than this a day is keepalives and starts (reference, relayed-but-irrelevant). */
const littleBytesADay = 1_000_000
const dayMs = 86_400_000

/** A day of counters with next to nothing on DERP. */
export const littleRelayedRule: Rule = scene => {
  const { metrics, metricsAt, pod } = scene.input
  const peers = scene.peers.filter(({ path }) => path === 'derp')
  // A restart sets the counters back, and then nobody knows for how long they have counted.
  if (peers.length === 0 || !metrics || !metricsAt || !pod?.startedAt || pod.restarts > 0) return []
  const days = (metricsAt.getTime() - pod.startedAt.getTime()) / dayMs
  const bytes = sum(metrics.filter(({ path }) => path === 'derp').map(each => each.bytes))
  if (days < 1 || bytes / days >= littleBytesADay) return []
  const says = `\`${Math.round(bytes / 1000)} kB\` went through DERP in ${days < 2 ? 'a day' : `${Math.floor(days)} days`}.`
  const evidence: Evidence[] = [{ seen: 'yes', says, source: 'metrics', at: metricsAt.toISOString() }]
  return [{ code: 'relayed-but-irrelevant', certainty: 'likely', evidence, peers }]
}

/** A round trip longer than this is more than a continent away, or not for the distance. */
const slowMs = 150

/** Direct by a ping that was slow: the relay is not to blame. */
export const slowDirectRule: Rule = scene =>
  scene.peers.flatMap((peer): Found[] => {
    const { ping, link } = peer.about
    if (ping?.via !== 'direct' || ping.ms < slowMs || (link && peer.path !== 'direct')) return []
    const says = `A direct ping of ${peer.peerName} took \`${Math.round(ping.ms)} ms\`, probed.`
    const probed: Evidence = { seen: 'yes', says, source: 'ping', at: ping.at?.toISOString() ?? null }
    return [
      {
        code: 'direct-but-slow',
        certainty: 'likely',
        evidence: [probed, ...(link ? [linkEvidence(peer)] : [])],
        peers: [peer],
      },
    ]
  })

/** What tailscaled says that it dropped for a reason that is no path. */
const dropReasons = [
  { reason: 'acl', code: 'acl-drops', what: 'that no rule of the policy lets in' },
  { reason: 'fragment', code: 'mtu-fragments', what: 'that came in fragments' },
] as const

/** Packets that arrived and were dropped: lately, or else at any time since tailscaled started. */
export const droppedRule: Rule = scene => {
  const { flow, drops, metricsAt } = scene.input
  return dropReasons.flatMap(({ reason, code, what }): Found[] => {
    const count = (of: ObservedFlow['drops']) =>
      sum(of.filter(each => each.direction === 'in' && each.reason === reason).map(({ packets }) => packets))
    const recent = flow ? count(flow.drops) : 0
    const ever = drops ? count(drops) : 0
    if (recent === 0 && ever === 0) return []
    const says =
      recent > 0
        ? `Lately tailscaled dropped \`${recent}\` packets ${what}.`
        : `Since it started tailscaled dropped \`${ever}\` packets ${what}.`
    const at = (recent > 0 ? flow?.to : metricsAt)?.toISOString() ?? null
    const evidence: Evidence[] = [{ seen: 'yes', says, source: 'metrics', at }]
    return [{ code, certainty: recent > 0 ? 'likely' : 'possible', evidence, peers: [] }]
  })
}

/** So many changes within ten minutes are no search for a path any more (reference, path-flapping). */
const flappingChanges = 3

/** From direct to a relay and back, again and again. */
export const flappingRule: Rule = scene =>
  scene.peers.flatMap((peer): Found[] => {
    const flips = scene.input.flips.find(each => each.peer === peer.peer)
    if (!flips || flips.changes < flappingChanges) return []
    const minutes = Math.round((flips.to.getTime() - flips.from.getTime()) / 60_000)
    const says = `The link to ${peer.peerName} changed between direct and a relay \`${flips.changes}\` times in ${minutes} minutes.`
    const evidence: Evidence[] = [{ seen: 'yes', says, source: 'status', at: flips.to.toISOString() }]
    return [{ code: 'path-flapping', certainty: 'certain', evidence, peers: [peer] }]
  })

/** Sent to a device that is away, while one of the same name and tags is there. */
export const staleRule: Rule = scene => {
  const { byHostname } = tailnetIndex(scene.input.devices)
  return scene.peers.flatMap((peer): Found[] => {
    const { device, link } = peer.about
    const isQuiet = peer.path === 'no_answer' || peer.path === 'offline'
    // Of people's machines two may well have one name.
    if (!link || !isQuiet || device?.online !== 'no' || device.tags.length === 0) return []
    const tags = device.tags.toSorted().join()
    const twin = byHostname
      .get(device.hostname)
      ?.find(each => each.id !== device.id && each.online === 'yes' && each.tags.toSorted().join() === tags)
    if (!twin) return []
    const evidence: Evidence[] = [
      {
        seen: 'no',
        says: `\`${device.name}\` is connected to the control plane.`,
        source: 'tailscale_api',
        at: device.lastSeen?.toISOString() ?? null,
      },
      {
        seen: 'yes',
        says: `\`${twin.name}\`, with the same host name and tags, is.`,
        source: 'tailscale_api',
        at: null,
      },
      linkEvidence(peer),
    ]
    return [{ code: 'dev-stale', certainty: 'likely', evidence, peers: [peer] }]
  })
}
