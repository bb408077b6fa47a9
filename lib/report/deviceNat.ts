import { deviceChain } from '#lib/diagnose/side/deviceChain.ts'
import { measuredOf } from '#lib/diagnose/side/measured.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { NatChain } from '#lib/tailnet/finding.ts'
import type { DeviceEnd, Neighbour } from '#lib/tailnet/reach.ts'
import type { Tri } from '#lib/tailnet/tri.ts'

/** One thing that is asked of a NAT, and who answers. */
export interface NatFact {
  title: string
  value: Tri
  /** What the value means here. */
  words: string
  /** Who says so: "Tailscale API", "its log"; null where nobody does. */
  by: string | null
  /** When it was said; null where that is not known. */
  at: number | null
}

const sourceNames = { api: 'Tailscale API', log: 'its own log', netcheck: 'its netcheck, probed' } as const

type Asked = 'mappingVaries' | 'udp' | 'ipv6' | 'upnp' | 'pmp' | 'pcp'

/** What its client said, else what the control plane passes on. */
function told({ device, pod }: DeviceEnd, asked: Asked): Pick<NatFact, 'value' | 'by' | 'at'> {
  const own = pod?.netInfo
  if (own && own[asked] !== 'unknown') {
    return { value: own[asked], by: sourceNames[own.source], at: own.at?.getTime() ?? null }
  }
  const value = device?.connectivity?.[asked] ?? 'unknown'
  return { value, by: value === 'unknown' ? null : sourceNames.api, at: null }
}

const saying = (value: Tri, words: Record<Tri, string>) => words[value]

/** What is known of a device's way out, each with who says it. Never measured is said as such. */
export function natFacts(end: DeviceEnd): NatFact[] {
  const varies = told(end, 'mappingVaries')
  const udp = told(end, 'udp')
  const ipv6 = told(end, 'ipv6')
  const maps = (['upnp', 'pmp', 'pcp'] as const).map(asked => ({ asked, ...told(end, asked) }))
  const mapped = maps.find(({ value }) => value === 'yes')
  const mapping: Tri = mapped ? 'yes' : maps.every(({ value }) => value === 'no') ? 'no' : 'unknown'
  return [
    {
      title: 'Another port for each destination',
      ...varies,
      words: saying(varies.value, {
        yes: 'yes: a hard NAT',
        no: 'no: an easy NAT, or none',
        unknown: 'not known: a plain “false” of the API counts only beside UDP and a measured latency',
      }),
    },
    {
      title: 'UDP',
      ...udp,
      words: saying(udp.value, { yes: 'comes through', no: 'nothing was answered', unknown: 'not known' }),
    },
    {
      title: 'Port mapping by its router',
      value: mapping,
      by: mapped?.by ?? (mapping === 'no' ? (maps[0]?.by ?? null) : null),
      at: mapped?.at ?? null,
      words: saying(mapping, {
        yes: `yes: ${mapped ? mapNames[mapped.asked] : 'a mapping'} opens its port`,
        no: 'no: neither UPnP nor NAT-PMP nor PCP',
        unknown: 'not known',
      }),
    },
    {
      title: 'IPv6',
      ...ipv6,
      words: saying(ipv6.value, { yes: 'its system can', no: 'no', unknown: 'not known' }),
    },
  ]
}

const mapNames = { upnp: 'UPnP', pmp: 'NAT-PMP', pcp: 'PCP' } as const

const localsOf = (device: Device) => measuredOf([], [], device.connectivity).localAddresses.slice(0, 1)

/** Its way out by the control plane's word, as a diagnosis would see it; null where nothing is known of it. */
export function chainOf(device: Device | null, near: readonly Neighbour[]): NatChain | null {
  if (!device) return null
  const own = localsOf(device)
  return deviceChain(device, measuredOf([], [], device.connectivity), address => [
    ...own,
    ...near.filter(other => other.address === address).flatMap(other => localsOf(other.device)),
  ])
}

/** Public addresses that STUN servers saw it at, by the control plane's word. */
export const publicAddressesOf = (device: Device | null): string[] =>
  device ? measuredOf([], [], device.connectivity).publicAddresses : []
