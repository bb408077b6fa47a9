import type { PollConfig } from './config.ts'
import type { ConfigFile } from './fileSchema.ts'

/** Defaults of the collector (DESIGN.md, "Defaults"); exec is off until the file names a namespace. */
export function pollConfig(file: ConfigFile): PollConfig {
  const { exec = {}, intervals = {}, clusters = {} } = file
  const byCluster = new Map(
    Object.entries(clusters).map(([name, cluster]) => [name, cluster.exec.namespaces]),
  )
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
      const named = byCluster.get(clusterName) ?? exec.namespaces ?? []
      return named.includes('*') || named.includes(namespace)
    },
  }
}
