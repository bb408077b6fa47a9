import { type LinkTimes, relayPrice, type WayTime } from '#lib/diagnose/relayPrice.ts'
import { shortNames } from './shortNames.ts'

/** A time as it is written: "53 ms", "85 to 105 ms". */
export interface PricePart {
  text: string
  how: 'probed' | 'bound'
}

export interface PriceRow {
  key: string
  peerName: string
  short: string
  derp: PricePart | null
  direct: PricePart | null
  extra: PricePart | null
  /** The most that it was seen to carry, Mbit/s over five minutes: the relay allows at least that. */
  peakMbits: number | null
}

/** What the links of a target on DERP pay for it. */
export interface PriceView {
  asOf: number
  rows: PriceRow[]
}

/** A link as the store tells it. */
export interface PricedLink extends Omit<LinkTimes, 'peer'> {
  observer: string
  peer: string
  peerName: string
  peerTimes: LinkTimes['peer']
  peakBytesPerSecond: number | null
}

export function priceView(links: readonly PricedLink[], now: Date): PriceView {
  const short = shortNames(links.map(({ peerName }) => peerName))
  const rows = links.map((link): PriceRow => {
    const { derp, direct, extra } = relayPrice({ ...link, peer: link.peerTimes })
    return {
      key: `${link.observer}>${link.peer}`,
      peerName: link.peerName,
      short: short(link.peerName),
      derp: part(derp),
      direct: part(direct),
      extra: part(extra),
      peakMbits: link.peakBytesPerSecond === null ? null : (link.peakBytesPerSecond * 8) / 1e6,
    }
  })
  return { asOf: now.getTime(), rows }
}

function part(time: WayTime | null): PricePart | null {
  if (!time) return null
  if (time.how === 'probed') return { text: `${Math.round(time.ms)} ms`, how: 'probed' }
  const [low, high] = [Math.round(time.low), Math.round(time.high)]
  return { text: low === high ? `${low} ms` : `${low} to ${high} ms`, how: 'bound' }
}
