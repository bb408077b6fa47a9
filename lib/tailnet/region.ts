import type { DerpRegion } from './device.ts'
import type { TargetPlace } from './standing.ts'

/** A DERP region and all that is known of its use by this tailnet. */
export interface RegionStanding {
  region: DerpRegion
  /** Targets whose newest pod has it as home, by its own status. */
  homes: TargetPlace[]
  /** Other devices whose client prefers it, as the Tailscale API says. */
  devices: number
  /** Milliseconds to it as clients measured them in the window, the last of each device; null where none did. */
  latency: { best: number; median: number; devices: number; at: Date } | null
  /** Links on DERP at the moment by this region. */
  links: number
}

/** Bytes over DERP by the region that carried them; null is not known. */
export interface RegionTraffic {
  region: number | null
  bytes: number
  /** Of the busiest five minutes. */
  peakBytesPerSecond: number
}

/** A pod whose home became another region. */
export interface HomeMove {
  place: TargetPlace | null
  pod: string
  at: Date
  from: number
  to: number
}
