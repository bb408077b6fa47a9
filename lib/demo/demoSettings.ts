import type { PollSettings } from '#lib/poll/settings.ts'

/** Of the made history: as dense as a real collector's with its defaults. */
export const historySettings: PollSettings = {
  statusSeconds: 60,
  metricsSeconds: 60,
  sweepSeconds: 900,
  apiSeconds: 300,
  diagnoseSeconds: 600,
  maintainSeconds: 600,
  execsPerSecond: 2,
  concurrency: 8,
  mayExec: () => true,
}

/** Live: quick enough that an edit shows its effect while one watches. */
export const liveSettings: PollSettings = {
  ...historySettings,
  statusSeconds: 15,
  metricsSeconds: 15,
  sweepSeconds: 300,
  apiSeconds: 60,
  diagnoseSeconds: 5,
  maintainSeconds: 60,
  execsPerSecond: 8,
}
