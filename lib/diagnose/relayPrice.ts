/** Milliseconds to DERP regions and back, as a client measured them. */
export type RegionTimes = ReadonlyMap<number, number>

/** A time of a way and back: probed by pings, or only bounded by what both ends measured to the regions. */
export type WayTime = { how: 'probed'; ms: number } | { how: 'bound'; low: number; high: number }

/** What a link pays for going through DERP. */
export interface RelayPrice {
  derp: WayTime | null
  /** The direct way, or the best that there can be. */
  direct: WayTime | null
  /** Milliseconds more by DERP: probed, or the least and most that the bounds leave; null where one side is not known. */
  extra: WayTime | null
}

export interface LinkTimes {
  own: RegionTimes
  peer: RegionTimes
  /** Home regions; packets to a client go by its home (tailscale.com/kb/1232, derp). Null where not known. */
  ownHome: number | null
  peerHome: number | null
  /** Times of pongs that went by DERP, and directly. */
  pings: { derp: readonly number[]; direct: readonly number[] }
}

/**
 * What the relay costs a link in time. Probed where pings have seen the way; else bounded: by DERP a packet goes to the
 * home region of whom it is for, and its answer by that of the sender; directly it is at least as long as the difference
 * of both ends' ways to any region (the triangle's inequality, which the internet keeps nearly), and there is a way as
 * long as the sum of both to the nearest region.
 */
export function relayPrice({ own, peer, ownHome, peerHome, pings }: LinkTimes): RelayPrice {
  const derp = probed(pings.derp) ?? byHomes(own, peer, ownHome, peerHome)
  const direct = probed(pings.direct) ?? byTriangle(own, peer)
  return { derp, direct, extra: derp && direct && difference(derp, direct) }
}

/** The fastest pong: what is over it was waiting, not distance. */
const probed = (times: readonly number[]): WayTime | null =>
  times.length > 0 ? { how: 'probed', ms: Math.min(...times) } : null

function byHomes(
  own: RegionTimes,
  peer: RegionTimes,
  ownHome: number | null,
  peerHome: number | null,
): WayTime | null {
  const by = (region: number | null) => {
    if (region === null) return null
    const [here, there] = [own.get(region), peer.get(region)]
    return here === undefined || there === undefined ? null : here + there
  }
  const [out, back] = [by(peerHome), by(ownHome)]
  if (out === null || back === null) return null
  // Half of each round trip; regions forward between each other in no time that is known, so it may be more.
  const ms = (out + back) / 2
  return { how: 'bound', low: ms, high: ms }
}

function byTriangle(own: RegionTimes, peer: RegionTimes): WayTime | null {
  const both = [...own].flatMap(([region, here]) => {
    const there = peer.get(region)
    return there === undefined ? [] : [{ apart: Math.abs(here - there), sum: here + there }]
  })
  if (both.length === 0) return null
  const low = Math.max(...both.map(({ apart }) => apart))
  return { how: 'bound', low, high: Math.max(low, Math.min(...both.map(({ sum }) => sum))) }
}

function difference(derp: WayTime, direct: WayTime): WayTime {
  if (derp.how === 'probed' && direct.how === 'probed')
    return { how: 'probed', ms: Math.max(0, derp.ms - direct.ms) }
  const ends = (way: WayTime) => (way.how === 'probed' ? { low: way.ms, high: way.ms } : way)
  const [relayed, straight] = [ends(derp), ends(direct)]
  return {
    how: 'bound',
    low: Math.max(0, relayed.low - straight.high),
    high: Math.max(0, relayed.high - straight.low),
  }
}
