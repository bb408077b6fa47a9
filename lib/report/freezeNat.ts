import type { NatChain } from '#lib/tailnet/finding.ts'
import type { NatFact } from './deviceNat.ts'
import type { BlockOf } from './frozen.ts'
import { hardnessWords } from './pathWords.ts'

interface NatShown {
  title: string
  addresses: string[]
  words: string
  chain: NatChain | null
  facts: NatFact[]
}

/** The way out of one device, layer by layer, and who says what of it. */
export function freezeNat({ title, addresses, words, chain, facts }: NatShown): BlockOf<'facts'> {
  return {
    block: 'facts',
    title,
    facts: [
      { label: 'Where', value: words || '–' },
      { label: 'Addresses', value: addresses.join(', ') || '?' },
      ...(chain ? layersOf(chain) : [{ label: 'NAT', value: 'Nothing is known of its way out.' }]),
      ...facts.map(fact => ({
        label: fact.title,
        value: fact.by ? `${fact.words} (${fact.by})` : fact.words,
      })),
    ],
  }
}

function layersOf({ l1, l2, inbound, publicAddresses }: NatChain) {
  const layer = ({ hardness, certainty, name, why }: NatChain['l1']) =>
    [hardness === 'unknown' ? 'Not known' : `${hardnessWords[hardness]}, ${certainty}`, name, bare(why)]
      .filter(Boolean)
      .join('; ')
  const reach = { yes: 'comes in', no: 'does not come in', unknown: 'not known' }[inbound.reachable]
  return [
    { label: 'L1, on its node', value: layer(l1) },
    { label: 'L2, the way out', value: layer(l2) },
    { label: 'Unsolicited UDP', value: [reach, bare(inbound.why)].filter(Boolean).join('; ') },
    ...(publicAddresses.length > 0 ? [{ label: 'Seen at', value: publicAddresses.join(', ') }] : []),
  ]
}

/** As part of a longer line: no full stop, no backticks. */
const bare = (sentence: string) => sentence.replaceAll('`', '').replace(/\.$/, '')
