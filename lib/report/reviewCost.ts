import { relayPrice } from '#lib/diagnose/relayPrice.ts'
import { amountOf, bytes as bytesWords } from './bytes.ts'
import { counted } from './counted.ts'
import { weekNumber, weekShifted } from './isoWeek.ts'
import type { Figures, ReviewInput } from './reviewInput.ts'
import { linkHours } from './reviewShares.ts'
import { wholePercents } from './shareOf.ts'

/** A number of "What DERP cost". `value` is a dash where nothing was measured. */
export interface ReviewCost {
  value: string
  unit: string
  words: string
}

const notMeasured = (words: string): ReviewCost => ({ value: '–', unit: '', words })

/** The value below which a part of sorted numbers lies (nearest rank); NaN never comes out of a filled list. */
function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0
}

export function reviewCost(input: ReviewInput, figures: Figures): ReviewCost[] {
  const past = pastOf(input)
  return [
    bytesCost(figures, past),
    timeCost(input),
    hoursCost(figures, past),
    rateCost(input),
    regionCost(input),
  ]
}

interface Past {
  figures: Figures
  words: string
}

/** Last week, where it was kept: half a week is not held against a whole one. */
function pastOf({ week, before, now, window }: ReviewInput): Past | null {
  const last = weekShifted(week, -1)
  const figures = before.find(each => each.week === last)?.figures
  return figures && now >= window.to ? { figures, words: `in week ${weekNumber(last)}` } : null
}

function bytesCost({ bytes }: Figures, past: Past | null): ReviewCost {
  const percents = bytes && wholePercents(bytes)
  if (!bytes || !percents) return notMeasured('bytes relayed: no counter was read')
  const { value, unit } = amountOf(bytes.derp)
  const before = past?.figures.bytes
  const against = past && before ? `; ${bytesWords(before.derp)} ${past.words}` : ''
  return { value, unit, words: `relayed, ${percents.derp} % of bytes${against}` }
}

/** Probed times and bounds stand apart: a bound is what both ends' ways to the regions leave possible. */
function timeCost({ derpLinks }: ReviewInput): ReviewCost {
  const extras = derpLinks.flatMap(link => relayPrice(link).extra ?? [])
  const of = `${extras.length} of ${derpLinks.length} links`
  const probed = extras.flatMap(each => (each.how === 'probed' ? [each.ms] : []))
  const bounds = extras.flatMap(each => (each.how === 'bound' ? [each] : []))
  const bound = () => {
    const [low, high] = [
      quantile(
        bounds.map(each => each.low),
        0.5,
      ),
      quantile(
        bounds.map(each => each.high),
        0.5,
      ),
    ]
    return `${Math.round(low)} to ${Math.round(high)}`
  }
  if (probed.length > 0) {
    const rest = bounds.length > 0 ? `; ${counted(bounds.length, 'more link')}: ${bound()} by bounds` : ''
    return {
      value: String(Math.round(quantile(probed, 0.5))),
      unit: 'ms',
      words: `added in the median, ${Math.round(quantile(probed, 0.95))} at p95, probed on ${probed.length} of ${derpLinks.length} links${rest}`,
    }
  }
  if (bounds.length > 0)
    return { value: bound(), unit: 'ms', words: `added in the median: bounds, not probed; ${of}` }
  return notMeasured('milliseconds added: not measured')
}

function hoursCost({ time }: Figures, past: Past | null): ReviewCost {
  if (!time) return notMeasured('link-hours on DERP: not measured')
  const before = past?.figures.time
  const against = past && before ? `; ${linkHours(before.derp)} ${past.words}` : ''
  return { value: linkHours(time.derp), unit: 'h', words: `link-hours on DERP${against}` }
}

const mbits = (value: number) => (value >= 10 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(1) : '<0.1')

function rateCost({ rate }: ReviewInput): ReviewCost {
  if (!rate) return notMeasured('rate over DERP: not measured')
  return {
    value: mbits(rate.median),
    unit: 'Mbit/s',
    words: `over DERP in the median, ${mbits(rate.p95)} at p95, peak ${mbits(rate.peak)}`,
  }
}

function regionCost({ regions, regionCode }: ReviewInput): ReviewCost {
  const whole = regions.reduce((sum, { seconds }) => sum + seconds, 0)
  const parts = regions.map(({ region, seconds }) => ({
    name: (region === null ? null : regionCode(region)) ?? 'not known',
    percent: Math.round((seconds / whole) * 100),
  }))
  const [first, ...rest] = parts
  if (!first || !(whole > 0)) return notMeasured('no DERP region was used')
  const others = rest.slice(0, 2).map(({ name, percent }) => `${name} ${percent < 1 ? '<1' : percent} %`)
  return {
    value: first.name,
    unit: '',
    words: [`${first.percent} % of the time on DERP`, ...others].join('; '),
  }
}
