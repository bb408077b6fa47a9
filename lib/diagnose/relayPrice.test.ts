import { describe, expect, test } from 'vitest'
import { type LinkTimes, relayPrice } from './relayPrice.ts'

/** A pod in New York (1) and a laptop in Frankfurt (4), 85 ms apart. */
const link = (more: Partial<LinkTimes> = {}): LinkTimes => ({
  own: new Map([
    [1, 10],
    [4, 90],
  ]),
  peer: new Map([
    [1, 95],
    [4, 20],
  ]),
  ownHome: 1,
  peerHome: 4,
  pings: { derp: [], direct: [] },
  ...more,
})

describe('the price of the relay', () => {
  test('probed both ways: the fastest pongs, and their difference', () => {
    const price = relayPrice(link({ pings: { derp: [57, 53], direct: [27, 31] } }))
    expect(price).toEqual({
      derp: { how: 'probed', ms: 53 },
      direct: { how: 'probed', ms: 27 },
      extra: { how: 'probed', ms: 26 },
    })
  })

  test('a direct way that is slower costs nothing less than nothing', () => {
    expect(relayPrice(link({ pings: { derp: [20], direct: [27] } })).extra).toEqual({ how: 'probed', ms: 0 })
  })

  test('nothing probed: bounds, and labelled so', () => {
    expect(relayPrice(link())).toEqual({
      // Out by Frankfurt 90 + 20, back by New York 95 + 10, half of each.
      derp: { how: 'bound', low: 107.5, high: 107.5 },
      // |10 - 95| and 10 + 95, |90 - 20| and 90 + 20.
      direct: { how: 'bound', low: 85, high: 105 },
      extra: { how: 'bound', low: 2.5, high: 22.5 },
    })
  })

  test('only the relayed way probed: the rest stays a bound', () => {
    const { derp, extra } = relayPrice(link({ pings: { derp: [120], direct: [] } }))
    expect(derp).toEqual({ how: 'probed', ms: 120 })
    expect(extra).toEqual({ how: 'bound', low: 15, high: 35 })
  })

  test('what nobody measured is not known', () => {
    const nothing = { derp: null, direct: null, extra: null }
    expect(relayPrice(link({ peer: new Map() }))).toEqual(nothing)
    expect(relayPrice(link({ own: new Map(), peer: new Map() }))).toEqual(nothing)
    expect(relayPrice(link({ peerHome: null }))).toMatchObject({ derp: null, extra: null })
  })
})
