import type { PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { NatChain } from '#lib/tailnet/finding.ts'
import { expectedPath } from './expectedPath.ts'
import type { DiagnoseInput } from './input.ts'
import type { JudgedPeer, PairFacts } from './judgement.ts'
import { letsOutTo } from './policy/letsOutTo.ts'
import { udpPolicy } from './policy/udpPolicy.ts'
import { deviceChain } from './side/deviceChain.ts'
import { forcedRelay } from './side/forcedRelay.ts'
import { isOnlyTcp443 } from './side/isOnlyTcp443.ts'
import { type Measured, measuredOf } from './side/measured.ts'
import { type End, near } from './side/near.ts'
import { type Peer, peersOf } from './side/peersOf.ts'
import { type PodSide, podChain } from './side/podChain.ts'
import { relayUse } from './side/relayUse.ts'
import { seenInbound } from './side/seenInbound.ts'
import { type Surroundings, surroundingsOf } from './side/surroundings.ts'
import { edgeWitness, nodeWitness } from './side/witness.ts'

/** A peer with all that rules ask of it. `causes` is filled when the rules have spoken. */
export interface SeenPeer extends JudgedPeer {
  about: Peer
  measured: Measured
  pod: PodFacts | null
  /** A NetworkPolicy leaves this side some UDP, and none to where the peer is. */
  isCut: boolean
}

/** What rules look at: the subject, its way out and its peers. */
export interface Scene {
  input: DiagnoseInput
  around: Surroundings
  measured: Measured
  /** Null where the subject is no pod of a watched cluster. */
  side: PodSide | null
  /** The way out by what the client and the objects say; `expected` comes from it. */
  predicted: NatChain
  /** The same with what its links show of its inbound side. */
  chain: NatChain
  peers: SeenPeer[]
}

const cutOff = (chain: NatChain): NatChain => ({
  ...chain,
  udp: 'no',
  inbound: { reachable: 'no', by: 'udp-blocked', why: 'A NetworkPolicy lets no UDP out to it.' },
})

/** Of a peer the API's word is all that there is; the subject's links will tell blocked UDP from blocked STUN. */
function strangerChain(chain: NatChain): NatChain {
  if (chain.inbound.by !== 'udp-blocked') return chain
  const why = 'No STUN server answers; whether other UDP passes was not measured.'
  return { ...chain, inbound: { reachable: 'no', by: 'unknown', why } }
}

const noWitness = { edge: null, nodeHost: null }

/** Puts together what is known, before any rule speaks. */
export function sceneOf(input: DiagnoseInput): Scene {
  const around = surroundingsOf(input)
  const { own, pod, policy, deviceId } = input
  const measured = measuredOf(own.netInfos, own.endpoints, own.device?.connectivity ?? null)
  const randomizesPort = policy?.randomizeClientPort === true
  const ordersOf = (device: Device | null, its: PodFacts | null) => ({
    randomizesPort,
    forced: (its && forcedRelay(its)) ?? (isOnlyTcp443(device, policy) ? 'only-tcp-443' : null),
  })
  const sharing = (address: string) => sharedBy(address, around)
  const place = pod && around.placeOf(pod)
  const side =
    place &&
    podChain(place, measured, witnessesOf(measured, deviceId, place, around), ordersOf(own.device, pod))
  const predicted = side ? side.chain : strangerChain(deviceChain(own.device, measured, sharing))
  const end: End = { pod, place, measured, forced: ordersOf(own.device, pod).forced }

  const isPartly = place !== null && udpPolicy(place.pod, place.cluster, 'egress').leaves === 'some'
  const isCutFrom = ({ seenAs, guess }: Measured) =>
    isPartly &&
    predicted.inbound.reachable !== 'yes' &&
    seenAs.length > 0 &&
    !letsOutTo(place.pod, place.cluster, guess ? [...seenAs, guess] : seenAs)

  const peers = peersOf(input, around.index.byId).map((about): SeenPeer => {
    const { device } = about
    const theirs = around.measuredOf(about.id, device)
    const theirPod = around.podOf(about.id, device)
    const theirPlace = theirPod && around.placeOf(theirPod)
    const chain = theirPlace
      ? podChain(theirPlace, theirs, noWitness, ordersOf(device, theirPod)).chain
      : deviceChain(device, theirs, sharing)
    const pair: PairFacts = {
      near: near(end, {
        pod: theirPod,
        place: theirPlace,
        measured: theirs,
        forced: ordersOf(device, theirPod).forced,
      }),
      relay: relayUse(policy, input.devices, own.device, device),
    }
    const isCut = pair.near !== 'yes' && isCutFrom(theirs)
    return {
      peer: about.id,
      peerName: about.name,
      path: about.link?.path.kind ?? (about.ping ? pathOfPing[about.ping.via] : 'unknown'),
      chain,
      pair,
      ...expectedPath(isCut ? cutOff(predicted) : predicted, chain, pair),
      causes: [],
      about,
      measured: theirs,
      pod: theirPod,
      isCut,
    }
  })
  const inbound = seenInbound(predicted, peers)
  return { input, around, measured, side, predicted, chain: { ...predicted, inbound }, peers }
}

const pathOfPing = { direct: 'direct', derp: 'derp', peer_relay: 'peer_relay' } as const

function witnessesOf(
  measured: Measured,
  self: DiagnoseInput['deviceId'],
  place: PodSide['place'],
  around: Surroundings,
) {
  if (place.pod.hostNetwork) return noWitness
  return {
    edge: edgeWitness(measured.publicAddresses, self, around),
    nodeHost: nodeWitness(place.node, measured.publicAddresses, self, around),
  }
}

/** Of a crowded address the first few are enough to tell one subnet from several. */
const mostShared = 32

function sharedBy(address: string, around: Surroundings): string[] {
  const devices = around.index.byPublicAddress.get(address) ?? []
  return devices
    .slice(0, mostShared)
    .flatMap(device => around.index.measured(device).localAddresses.slice(0, 1))
}
