import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { readShape } from '../readShape.ts'
import { wireTextOrNull, wireTri } from '../wire.ts'

/** Null, or absent, where the credential may not see the field. */
const wireSettings = z.object({
  aclsExternallyManagedOn: wireTri,
  aclsExternalLink: wireTextOrNull,
  devicesAutoUpdatesOn: wireTri,
  devicesKeyDurationDays: z.number().int().positive().nullish(),
  networkFlowLoggingOn: wireTri,
  regionalRoutingOn: wireTri,
})

/** The facts of `GET /tailnet/{tailnet}/settings`. Fails as `malformed` where a field in use has another type. */
export function toSettings(json: unknown): Outcome<TailnetSettings> {
  const read = readShape(wireSettings, json, 'tailnet settings')
  if (!read.ok) return read
  const wire = read.value
  return {
    ok: true,
    value: {
      policyKeptElsewhere: tri(wire.aclsExternallyManagedOn),
      policyLink: webAddress(wire.aclsExternalLink),
      autoUpdates: tri(wire.devicesAutoUpdatesOn),
      regionalRouting: tri(wire.regionalRoutingOn),
      flowLogs: tri(wire.networkFlowLoggingOn),
      keyDays: wire.devicesKeyDurationDays ?? null,
    },
  }
}

const tri = (flag: boolean | null | undefined): Tri => (flag == null ? 'unknown' : flag ? 'yes' : 'no')

const credential = /key|secret|token|pass|credential|sig|auth/i

/** It becomes a link on a page: no other scheme, and no password or token in it. */
function webAddress(text: string | null): string | null {
  const url = text === null ? null : URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || text?.includes('tskey-')) return null
  url.username = ''
  url.password = ''
  for (const name of [...url.searchParams.keys()]) if (credential.test(name)) url.searchParams.delete(name)
  if (credential.test(url.hash)) url.hash = ''
  return url.href
}
