import { labJson } from './labFile.ts'
import type { Home, Member } from './member.ts'
import { fraction } from './seeded.ts'

interface DerpMap {
  Regions: Record<string, { RegionID: number; RegionCode: string; RegionName: string }>
}

export const derpMap = labJson<DerpMap & Record<string, unknown>>('derpmap.json')
const regions = Object.values(derpMap.Regions)

/** Throws for a code that the lab's map does not hold. */
export function regionOf(code: Home) {
  const region = regions.find(candidate => candidate.RegionCode === code)
  if (!region) throw new Error(`no region ${code} in the lab`)
  return region
}

const spanSeconds = 6 * 3600
/** Part of each span that a wandering device is at home elsewhere. */
const awaySeconds = { from: 5400, to: 8700 }

/** The home region; a device with `home: 'sin'` would stay there, a wandering one is in Frankfurt for a while. Synthetic. */
export function homeAt(member: Member, wanders: boolean, unix: number): Home {
  const second = unix % spanSeconds
  return wanders && second >= awaySeconds.from && second < awaySeconds.to ? 'fra' : member.home
}

/** When the home of a wandering device changed last before a moment (Unix seconds). */
export function lastMove(unix: number): { at: number; from: Home; to: Home } {
  const span = unix - (unix % spanSeconds)
  const second = unix % spanSeconds
  if (second >= awaySeconds.to) return { at: span + awaySeconds.to, from: 'fra', to: 'nyc' }
  if (second >= awaySeconds.from) return { at: span + awaySeconds.from, from: 'nyc', to: 'fra' }
  return { at: span - spanSeconds + awaySeconds.to, from: 'fra', to: 'nyc' }
}

/**
 * Latency to a region as a device at `home` measures it: the recorded one of the lab (all at home in New York),
 * turned to its home, and wandering by some percent in cells of 5 min.
 */
export function latencyMs(
  seed: string,
  code: string,
  home: Home,
  recorded: (code: string) => number,
  unix: number,
) {
  const turned = code === home ? 'nyc' : code === 'nyc' ? home : code
  const cell = Math.floor(unix / 300)
  const spike = fraction(`${seed} ${code} spike ${cell}`) < 0.02 ? 1.6 : 1
  return recorded(turned) * spike * (0.96 + 0.1 * fraction(`${seed} ${code} ${cell}`))
}
