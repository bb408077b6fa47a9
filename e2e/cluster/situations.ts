import type { Judgement } from '#lib/diagnose/judgement.ts'
import type { Hardness, NatChain } from '#lib/tailnet/finding.ts'

/** A pod's way out otherwise than it was recorded, so that each remedy is asked where it is of use. */
export interface Situation {
  name: string
  change(judgement: Judgement): Judgement
}

const shut = { reachable: 'no', by: 'shut', why: 'only answers come in' } as const

const behind =
  (l1: Hardness, l2: Hardness) =>
  (chain: NatChain): NatChain => ({
    ...chain,
    l1: { ...chain.l1, hardness: l1 },
    l2: { ...chain.l2, hardness: l2 },
    side: l1 === 'hard' || l2 === 'hard' ? 'hard' : 'easy',
    udp: 'yes',
    inbound: shut,
  })

/** Every peer on DERP, with UDP and shut: what any remedy may take off it. */
const relayed = ({ peers, ...rest }: Judgement): Judgement => ({
  ...rest,
  peers: peers.map(peer => ({ ...peer, path: 'derp' })),
})

const withChain =
  (change: (chain: NatChain) => NatChain) =>
  (judgement: Judgement): Judgement =>
    relayed({
      ...judgement,
      chain: {
        ...change(judgement.chain),
        // It listens on its PORT, whatever the recorded one did.
        localPort: judgement.input.pod?.fixedPort ?? judgement.chain.localPort,
      },
    })

const withOwn = (own: Partial<Judgement['input']['own']>) => (judgement: Judgement) =>
  relayed({ ...judgement, input: { ...judgement.input, own: { ...judgement.input.own, ...own } } })

const policy = { randomizeClientPort: false, relayGrants: [], nodeAttrs: [] }

export const situations: Situation[] = [
  { name: 'as recorded', change: judgement => ({ ...judgement }) },
  { name: 'random ports at the CNI', change: withChain(behind('hard', 'easy')) },
  { name: 'a hard NAT at the edge', change: withChain(behind('none', 'hard')) },
  {
    name: 'no UDP',
    change: withChain(chain => ({
      ...chain,
      udp: 'no',
      inbound: { reachable: 'no', by: 'udp-blocked', why: 'no UDP' },
    })),
  },
  {
    name: 'its port taken by another',
    change: withOwn({ health: ["couldn't listen for incoming UDP connections"] }),
  },
  { name: 'logged out', change: withOwn({ backendState: 'NeedsLogin' }) },
  {
    name: 'a tailnet that randomizes ports, and the same port taken by others of its address',
    change: judgement => {
      const changed = withChain(behind('none', 'hard'))(judgement)
      return { ...changed, input: { ...changed.input, policy: { ...policy, randomizeClientPort: true } } }
    },
  },
  {
    name: 'another device of its address with its port',
    change: judgement => {
      const changed = withChain(behind('none', 'hard'))(judgement)
      const [first, ...others] = changed.input.devices ?? []
      const address = changed.chain.publicAddresses[0] ?? '198.51.100.1'
      const port = changed.chain.localPort ?? 41641
      if (!first?.connectivity) return changed
      const endpoints = [
        { address, port: 50_000 },
        { address: '10.9.9.9', port },
      ]
      const rival = { ...first, connectivity: { ...first.connectivity, endpoints } }
      const chain = { ...changed.chain, publicAddresses: [address], localPort: port }
      return { ...changed, chain, input: { ...changed.input, devices: [rival, ...others] } }
    },
  },
  {
    name: 'peers with IPv6, and a relay far away',
    change: judgement => {
      const changed = withChain(chain => ({ ...behind('hard', 'easy')(chain), ipv6: 'no' }))(judgement)
      const [finding] = changed.findings
      return {
        ...changed,
        peers: changed.peers.map(peer => ({ ...peer, chain: { ...peer.chain, ipv6: 'yes' } })),
        findings: finding ? [{ ...finding, remedies: ['r-custom-derp', 'r-none-accept'] }] : [],
      }
    },
  },
]
