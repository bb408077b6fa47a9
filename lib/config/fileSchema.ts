import { z } from 'zod'

/** A part of the file whose keys are all known: a mistyped key would else be a setting that silently does nothing. */
function section<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: issue =>
      issue.code === 'unrecognized_keys'
        ? `has no ${issue.keys.map(key => JSON.stringify(key)).join(', ')}; it may have ${known}.`
        : `must have keys (${known}).`,
  })
}

const label = { error: 'must be the name of a namespace, or "*" for all.' }
/** Namespaces are DNS labels (RFC 1123), so that `*` can only mean all. */
const namespaces = z.array(z.string(label).regex(/^(\*|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)$/, label), {
  error: 'must be a list of namespaces, such as [tailscale, web].',
})

/** A day. */
const longest = 86_400
const span = { error: `must be a whole number of seconds from 1 to ${longest}.` }
/** Whole: the collector's slots are aligned to seconds. */
const seconds = z.int(span).min(1, span).max(longest, span)

const rate = { error: 'must be a number from 0.001 to 1000.' }
const choice = { error: 'must be true or false.' }
const count = { error: 'must be a whole number from 1 to 64.' }

/** The file that TAILPATH_CONFIG names. Each key is told in docs/configuration.md. */
export const fileSchema = section({
  exec: section({
    namespaces: namespaces.optional(),
    perSecond: z.number(rate).min(0.001, rate).max(1000, rate).optional(),
  }).optional(),
  intervals: section({
    devices: seconds.optional(),
    metrics: seconds.optional(),
    status: seconds.optional(),
    log: seconds.optional(),
    diagnose: seconds.optional(),
    maintain: seconds.optional(),
  }).optional(),
  metrics: section({ byPodIp: z.boolean(choice).optional() }).optional(),
  concurrency: z.int(count).min(1, count).max(64, count).optional(),
  clusters: z
    .record(
      z.string(),
      section({
        exec: section({ namespaces }).optional(),
        metrics: section({ byPodIp: z.boolean(choice) }).optional(),
      }),
      { error: 'must have a key for each cluster, named as its context.' },
    )
    .optional(),
})

export type ConfigFile = z.output<typeof fileSchema>
