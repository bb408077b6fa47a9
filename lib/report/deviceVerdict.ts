import type { PathKind } from '#lib/tailnet/path.ts'
import { causeSide } from './causeSide.ts'
import { counted, listed } from './counted.ts'
import type { LinkRow } from './linkRow.ts'

export interface DeviceVerdict {
  headline: string
  reasons: string[]
  /** Since when the oldest link on DERP is there. */
  since: number | null
}

interface VerdictInput {
  goneAt: Date | null
  /** All links to it by path, those beyond the list too. */
  kinds: Record<PathKind, number>
  rows: LinkRow[]
}

const said = (headline: string, reasons: string[] = [], since: number | null = null): DeviceVerdict => ({
  headline,
  reasons,
  since,
})

/** Of few links nobody can say that it is everyone. */
const fewest = 2

/** Whose trouble is it: the device's with everyone, or that of one pod? */
export function deviceVerdict({ goneAt, kinds, rows }: VerdictInput): DeviceVerdict {
  const active = kinds.direct + kinds.peer_relay + kinds.derp
  const seen = Object.values(kinds).reduce((sum, links) => sum + links, 0)
  const views = rows.filter(row => row.otherView).length
  const more = [
    ...(kinds.no_answer > 0
      ? [`${counted(kinds.no_answer, 'pod')} ${kinds.no_answer === 1 ? 'gets' : 'get'} no answer from it.`]
      : []),
    ...(views > 0
      ? [`${counted(views, 'link')} ${views === 1 ? 'is' : 'are'} one way: the two ends say different paths.`]
      : []),
  ]
  if (goneAt) return said('This device has left the tailnet.', ['What follows is what was last known of it.'])
  if (seen === 0) {
    return said('No pod has been seen to talk to it.', [
      'What stands here is what the Tailscale API tells, or its own pod. Its paths show when a pod that is looked into sends to it.',
    ])
  }
  if (active === 0) return said('No pod exchanges traffic with it now.', more)
  if (kinds.derp === 0 && kinds.peer_relay === 0) {
    return said(
      active === 1
        ? 'The one pod that talks to it does so directly.'
        : `All ${active} pods that talk to it do so directly.`,
      more,
    )
  }
  if (kinds.derp === 0) {
    return said(
      `${kinds.peer_relay} of ${counted(active, 'pod')} ${kinds.peer_relay === 1 ? 'reaches' : 'reach'} it by peer relay, none through DERP.`,
      more,
    )
  }
  const derp = rows.filter(row => row.kind === 'derp')
  const since = derp.reduce<number | null>((first, row) => Math.min(first ?? row.since, row.since), null)
  return { ...blame(kinds.derp, active, derp, more), since }
}

function blame(onDerp: number, active: number, derp: LinkRow[], more: string[]): DeviceVerdict {
  const sides = Map.groupBy(derp, row => causeSide(row.causes.map(cause => cause.code)))
  const at = (side: 'device' | 'pod' | 'between' | 'unknown') => sides.get(side) ?? []
  const why = titles(derp)
  if (active === 1) {
    const lies =
      at('device').length > 0
        ? 'The cause lies at this device'
        : 'One link alone does not show at which end it lies'
    return said('The one pod that talks to it does so through DERP.', [`${lies}${why}.`, ...more])
  }
  if (onDerp === active && active >= fewest && at('device').length === onDerp) {
    return said(`Hard for everyone: ${counted(onDerp, 'pod')} affected, not your cluster.`, [
      `Every active link to it goes through DERP, and the cause lies at this device${why}.`,
      ...more,
    ])
  }
  const isTheirs = onDerp < active && derp.length === onDerp && at('device').length === 0
  if (isTheirs && (onDerp === 1 || at('pod').length === onDerp)) {
    const names = listed(derp.map(({ name }) => name))
    const whose = onDerp === 1 ? 'One pod’s trouble' : `Trouble of ${onDerp} pods, not of this device`
    return said(
      `${whose}: ${names} ${onDerp === 1 ? 'reaches' : 'reach'} it through DERP, ${active - onDerp} not.`,
      [`The others show that this device can be reached without DERP${why}.`, ...more],
    )
  }
  const parts = [
    at('device').length > 0 && `${at('device').length} for a cause at this device`,
    at('between').length > 0 && `${at('between').length} for one that takes both ends`,
    at('pod').length > 0 && `${at('pod').length} for one on the pod’s side`,
    at('unknown').length > 0 && `${at('unknown').length} for one that is not known yet`,
  ].filter(part => part !== false)
  const all = onDerp === active ? `All ${active} pods` : `${onDerp} of ${active} pods`
  return said(`${all} ${onDerp === 1 ? 'reaches' : 'reach'} it through DERP.`, [
    `Of ${onDerp === 1 ? 'that link' : 'those links'}, ${parts.join(', ')}${why}.`,
    ...more,
  ])
}

/** ": the peer’s NAT is hard …", the causes that most of the links share. */
function titles(derp: LinkRow[]): string {
  const counts = new Map<string, number>()
  for (const { title } of derp.flatMap(row => row.causes)) counts.set(title, (counts.get(title) ?? 0) + 1)
  const most = [...counts].sort((a, b) => b[1] - a[1]).map(([title]) => lower(title))
  return most.length === 0 ? '' : `: ${listed(most, 2)}`
}

const lower = (title: string) =>
  /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
