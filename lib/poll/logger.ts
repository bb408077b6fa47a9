import { destination, type Logger, pino } from 'pino'

export type { Logger }

/** Written in place of a secret. */
const redacted = '[redacted]'
/** Shorter texts are no credentials, and taking them out would garble the log. */
const shortestSecret = 6

/** JSON lines on stderr; stdout is for `ready` and progress. A line that holds one of the secrets loses it. */
export function openLogger(secrets: readonly string[], level = 'info'): Logger {
  const hidden = secrets.filter(secret => secret.length >= shortestSecret)
  return pino(
    {
      level,
      base: { name: 'tailpath-collector' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      hooks: {
        streamWrite: line => hidden.reduce((text, secret) => text.replaceAll(secret, redacted), line),
      },
    },
    destination({ fd: 2, sync: true }),
  )
}
