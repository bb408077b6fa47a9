import { z } from 'zod'
import type { PolicyFacts } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { readShape } from '../readShape.ts'
import { wireFlag, wireTexts } from '../wire.ts'

/** The capability that lets `src` use `dst` as peer relays (tailcfg.PeerCapabilityRelay). */
const relayCapability = 'tailscale.com/cap/relay'

/** The policy is read by Go, which takes keys in any case; old files write `ACLs` and `Groups`. */
const anyCase = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    value =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toLowerCase(), each]))
        : value,
    schema,
  )

/** Files from before grants have none of the keys that are read here. */
const wirePolicy = anyCase(
  z.object({
    randomizeclientport: wireFlag,
    grants: z
      .array(
        anyCase(
          z.object({ src: wireTexts, dst: wireTexts, app: z.record(z.string(), z.unknown()).nullish() }),
        ),
      )
      .nullish(),
    nodeattrs: z.array(anyCase(z.object({ target: wireTexts, attr: wireTexts }))).nullish(),
  }),
)

/** The facts of `GET /tailnet/{tailnet}/acl` as JSON. Fails as `malformed` where a part in use has another shape. */
export function toPolicy(json: unknown): Outcome<PolicyFacts> {
  const read = readShape(wirePolicy, json, 'policy file')
  if (!read.ok) return read
  const { randomizeclientport, grants, nodeattrs } = read.value
  return {
    ok: true,
    value: {
      randomizeClientPort: randomizeclientport,
      relayGrants: (grants ?? [])
        .filter(grant => grant.app && Object.hasOwn(grant.app, relayCapability))
        .map(({ src, dst }) => ({ src, dst })),
      nodeAttrs: nodeattrs ?? [],
    },
  }
}
