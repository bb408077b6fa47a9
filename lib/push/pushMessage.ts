import { z } from 'zod'

/** Names of objects as Kubernetes allows them (RFC 1123), and of hosts. */
const name = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'is no name of Kubernetes')
const text = z.string().max(16 * 1024 * 1024)
const address = z.union([z.ipv4(), z.ipv6()])
/** Seconds since 1970, from 2001 to 2286. */
const moment = z.number().min(1e9).max(1e10)

const pod = z.object({
  namespace: name,
  name,
  uid: z
    .string()
    .regex(/^[0-9A-Za-z-]{8,64}$/)
    .describe('metadata.uid'),
  node: name.nullish(),
  ip: address.nullish(),
  hostIp: address.nullish(),
  /** "Deployment/shop": what owns the pod, where the sender was told. */
  workload: z
    .string()
    .regex(/^[A-Z][A-Za-z]{0,62}\/[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/, 'is not "Kind/name"')
    .nullish(),
})

/** One look of a sender into its own tailscaled, as it travels. */
export const pushMessage = z.object({
  version: z.literal(1),
  /** New at each start of the sender; its sequence numbers begin at 1. */
  sender: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  sequence: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  intervalSeconds: z.number().min(5).max(3_600),
  /** Both by the sender's clock, which may be wrong. */
  measuredAt: moment,
  sentAt: moment,
  /** Between the two by a clock that nobody sets (/proc/uptime); null where there is none. */
  ageSeconds: z.number().min(0).nullable(),
  /** Null on a host that is no pod. */
  pod: pod.nullable(),
  host: name.nullable(),
  /** What `tailscale status --json --active` printed, or why it did not. */
  status: text.nullable(),
  statusFailure: z.string().max(1_000).nullable(),
  /** User metrics, or why there are none. */
  metrics: text.nullable(),
  metricsFailure: z.string().max(1_000).nullable(),
})

export type PushMessage = z.output<typeof pushMessage>

type Read = { ok: true; message: PushMessage } | { ok: false; why: string }

/** Reads a body; `why` names the place and never repeats what stands there. */
export function readPushMessage(body: string): Read {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return { ok: false, why: 'The body is not JSON.' }
  }
  const parsed = pushMessage.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const place = issue?.path.length ? `“${issue.path.join('.')}”` : 'The message'
    return { ok: false, why: `${place}: ${issue?.message ?? 'of another shape'}.` }
  }
  if ((parsed.data.pod === null) === (parsed.data.host === null))
    return { ok: false, why: 'A message speaks of either a pod or a host.' }
  return { ok: true, message: parsed.data }
}
