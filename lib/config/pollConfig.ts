import type { PollConfig } from './config.ts'
import type { ConfigFile } from './fileSchema.ts'
import type { ReviewConfig } from './readReview.ts'

/** Defaults of the collector (DESIGN.md, "Defaults"); exec is off until the file names a namespace. */
export function pollConfig(file: ConfigFile, review: ReviewConfig): PollConfig {
  const { exec = {}, intervals = {}, metrics = {}, clusters = {} } = file
  const own = new Map(Object.entries(clusters))
  return {
    apiSeconds: intervals.devices ?? 300,
    metricsSeconds: intervals.metrics ?? 30,
    statusSeconds: intervals.status ?? 60,
    sweepSeconds: intervals.log ?? 900,
    diagnoseSeconds: intervals.diagnose ?? 5,
    maintainSeconds: intervals.maintain ?? 60,
    execsPerSecond: exec.perSecond ?? 1,
    concurrency: file.concurrency ?? 8,
    mayExec(clusterName, namespace) {
      const named = own.get(clusterName)?.exec?.namespaces ?? exec.namespaces ?? []
      return named.includes('*') || named.includes(namespace)
    },
    review,
    metricsByPodIp: clusterName => own.get(clusterName)?.metrics?.byPodIp ?? metrics.byPodIp ?? false,
  }
}
