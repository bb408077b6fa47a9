import type { SeenPeer } from '../scene.ts'
import { linkEvidence } from './evidenceOf.ts'
import { isSeenRelayed, wantsCause } from './links.ts'
import type { Rule } from './rule.ts'

/** So many samples in a row make a relayed link more than a start (DESIGN.md, "a verdict"). */
const settledSamples = 3

/** A single look has no time and cannot tell; a watched link can. */
const isFresh = ({ about: { link } }: SeenPeer) =>
  link !== null && link.since !== null && link.samples < settledSamples

/** tailscaled itself, or the peer's key, is out. */
export const offlineRule: Rule = scene => {
  const { backendState } = scene.input.own
  const expired = scene.peers
    .filter(({ about, path }) => about.known?.expired && path !== 'direct')
    .map(peer => ({
      code: 'dev-offline' as const,
      certainty: 'certain' as const,
      evidence: [
        {
          seen: 'yes' as const,
          says: `The key of ${peer.peerName} has expired.`,
          source: 'status' as const,
          at: null,
        },
      ],
      peers: [peer],
      ofPeer: true as const,
    }))
  if (backendState === null || backendState === 'Running') return expired
  return [
    {
      code: 'dev-offline',
      certainty: 'certain',
      evidence: [
        { seen: 'yes', says: `tailscaled is in state \`${backendState}\`.`, source: 'status', at: null },
      ],
      peers: scene.peers.filter(wantsCause),
    },
    ...expired,
  ]
}

/** One node key on two machines. */
export const clonedRule: Rule = scene =>
  scene.input.own.device?.cloned
    ? [
        {
          code: 'dev-cloned',
          certainty: 'certain',
          evidence: [
            {
              seen: 'yes',
              says: 'The control plane marks the device with `multipleConnections`.',
              source: 'tailscale_api',
              at: null,
            },
          ],
          peers: scene.peers.filter(wantsCause),
        },
      ]
    : []

/** We send and nothing comes back. */
export const noAnswerRule: Rule = scene =>
  scene.peers
    .filter(({ path }) => path === 'no_answer')
    .map(peer => ({
      code: 'no-answer',
      certainty: 'certain',
      evidence: [
        { ...linkEvidence(peer), says: `Packets are sent to ${peer.peerName}, and none come back.` },
      ],
      peers: [peer],
    }))

/** On DERP for a moment only. */
export const transientRule: Rule = scene =>
  scene.peers
    .filter(peer => peer.path === 'derp' && peer.expected === 'direct' && isFresh(peer))
    .map(peer => ({
      code: 'path-derp-transient',
      certainty: 'likely',
      evidence: [linkEvidence(peer)],
      peers: [peer],
    }))

/** Direct, though the two could not find each other now. */
export const survivingRule: Rule = scene => {
  if (scene.chain.inbound.by === 'stun-blocked') return []
  return scene.peers
    .filter(peer => peer.path === 'direct' && (peer.expected === 'derp' || peer.expected === 'peer_relay'))
    .map(peer => ({
      code: 'surviving-mapping',
      certainty: 'possible',
      evidence: [
        linkEvidence(peer),
        {
          seen: 'no',
          says: `This side (${scene.chain.side} NAT) and ${peer.peerName} (${peer.chain.side} NAT) would find a direct path.`,
          source: 'prior',
          at: null,
        },
      ],
      peers: [peer],
    }))
}

/** Nothing known explains it. */
export const unexpectedRule: Rule = scene =>
  scene.peers
    .filter(peer => isSeenRelayed(peer) && peer.expected === 'direct')
    .map(peer => ({
      code: 'expected-direct-but-derp',
      certainty: 'possible',
      evidence: [
        linkEvidence(peer),
        {
          seen: 'yes',
          says: 'By what is known of both sides it should be direct.',
          source: 'prior',
          at: null,
        },
      ],
      peers: [peer],
    }))
