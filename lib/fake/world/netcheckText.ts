import { derpMap, latencyMs, regionOf } from './homeRegion.ts'
import { houseOf, rehousedText } from './house.ts'
import { recording } from './recording.ts'
import type { Stage } from './stage.ts'
import { stamp } from './stamp.ts'
import { isFirstProcess } from './statusText.ts'

const nanosPerMs = 1e6

/** `tailscale netcheck --format=json`: the recorded report with the addresses and latencies of this place and moment. */
export function netcheckText(stage: Stage): string {
  const { scene } = stage.note
  const recorded = recording('base', scene.recording).netcheck
  const home = stage.home(stage.seat.member)
  const seed = stage.seat.member.nodeId
  const measured = (of: Record<string, number>) =>
    Object.fromEntries(
      Object.values(derpMap.Regions)
        .filter(region => of[region.RegionID] !== undefined)
        .map(region => {
          const recordedMs = (code: string) =>
            (of[regionOf(code as typeof home).RegionID] ?? of[region.RegionID] ?? 0) / nanosPerMs
          const ms = latencyMs(seed, region.RegionCode, home, recordedMs, stage.unix)
          return [region.RegionID, Math.round(ms * nanosPerMs)]
        }),
    )
  const house = houseOf(scene, seat(stage), stage.houseSeed)
  const document = {
    ...recorded,
    Now: stamp(stage.unix),
    PreferredDERP: regionOf(home).RegionID,
    RegionLatency: measured(recorded.RegionLatency),
    RegionV4Latency: measured(recorded.RegionV4Latency),
    RegionV6Latency: measured(recorded.RegionV6Latency),
  }
  return rehousedText(JSON.stringify(document, null, '\t'), house)
}

const seat = (stage: Stage) => stage.seat.own === stage.note.scene.recording && isFirstProcess(stage)
