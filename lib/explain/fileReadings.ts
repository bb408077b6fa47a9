import { failed } from '#lib/collect/failed.ts'
import { toDevices } from '#lib/collect/tailscale/toDevices.ts'
import type { LogReading } from '#lib/collect/tailscaled/parseLog.ts'
import type { PingReading } from '#lib/collect/tailscaled/parsePings.ts'
import { toDerpMap } from '#lib/collect/tailscaled/toDerpMap.ts'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { DerpRegion, Device } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { MetricsReading, NetInfo } from '#lib/tailnet/reading.ts'
import { clustersFromFiles } from './clustersFromFiles.ts'
import type { ExplainFiles, GivenFile } from './explainFiles.ts'
import { readJson } from './readJson.ts'
import {
  logFromFile,
  metricsFromFile,
  netcheckFromFile,
  pingsFromFile,
  type RunningStatus,
  statusFromFile,
} from './tailscaledFromFiles.ts'

/** What each file says; null where it was not given. */
export interface FileReadings {
  status: RunningStatus
  netcheck: NetInfo | null
  metrics: MetricsReading | null
  log: LogReading | null
  pings: PingReading[] | null
  devices: Device[] | null
  derpMap: DerpRegion[] | null
  clusters: ClusterFacts[]
}

function optional<T>(file: GivenFile | null, read: (file: GivenFile) => Outcome<T>): Outcome<T | null> {
  return file ? read(file) : { ok: true, value: null }
}

function devicesFromFile(file: GivenFile): Outcome<Device[]> {
  const json = readJson(file, 'devices')
  if (!json.ok) return json
  const read = toDevices(json.value)
  return read.ok ? read : failed(read.failure.code, `${file.name}: ${read.failure.detail}`)
}

function derpMapFromFile(file: GivenFile): Outcome<DerpRegion[]> {
  const json = readJson(file, 'derpmap')
  if (!json.ok) return json
  const read = toDerpMap(json.value)
  return read.ok ? read : failed(read.failure.code, `${file.name}: ${read.failure.detail}`)
}

/** Reads every file that was given. The first that cannot be read fails all, by a sentence that names it. */
export function fileReadings(files: ExplainFiles): Outcome<FileReadings> {
  const status = statusFromFile(files.status)
  if (!status.ok) return status
  const netcheck = optional(files.netcheck, netcheckFromFile)
  if (!netcheck.ok) return netcheck
  const metrics = optional(files.metrics, metricsFromFile)
  if (!metrics.ok) return metrics
  const log = optional(files.log, logFromFile)
  if (!log.ok) return log
  const pings = optional(files.pings, pingsFromFile)
  if (!pings.ok) return pings
  const devices = optional(files.devices, devicesFromFile)
  if (!devices.ok) return devices
  const derpMap = optional(files.derpMap, derpMapFromFile)
  if (!derpMap.ok) return derpMap
  const clusters = clustersFromFiles(files.clusters)
  if (!clusters.ok) return clusters
  return {
    ok: true,
    value: {
      status: status.value,
      netcheck: netcheck.value,
      metrics: metrics.value,
      log: log.value,
      pings: pings.value,
      devices: devices.value,
      derpMap: derpMap.value,
      clusters: clusters.value,
    },
  }
}
