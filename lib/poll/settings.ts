/** Intervals and limits of the collector (DESIGN.md, "Defaults"). */
export interface PollSettings {
  statusSeconds: number
  metricsSeconds: number
  sweepSeconds: number
  apiSeconds: number
  diagnoseSeconds: number
  maintainSeconds: number
  /** Per cluster. */
  execsPerSecond: number
  /** Execs, or other requests, open at one time per cluster. */
  concurrency: number
  /** Exec is off unless a person switched it on for the namespace. */
  mayExec(clusterName: string, namespace: string): boolean
  /** Are the addresses of this cluster's pods reached from here? Off unless a person said so. */
  metricsByPodIp?(clusterName: string): boolean
  /** Where weeks begin (an IANA zone), and the label by which teams are told apart. UTC and "team" where nothing is said. */
  review?: { zone: string; teamLabel: string }
}
