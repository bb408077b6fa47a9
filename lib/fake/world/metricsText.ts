import { regionOf } from './homeRegion.ts'
import { type Link, passed } from './link.ts'
import { type Note, noteAt } from './presence.ts'
import { recording } from './recording.ts'
import type { Route } from './route.ts'
import type { Stage } from './stage.ts'

type Label = 'direct_ipv4' | 'direct_ipv6' | 'derp' | 'peer_relay_ipv4'

function labelOf(route: Route): Label {
  if (route.kind === 'derp') return 'derp'
  if (route.kind === 'peer_relay') return 'peer_relay_ipv4'
  return route.address.startsWith('[') ? 'direct_ipv6' : 'direct_ipv4'
}

/** Bytes [in, out] by label. */
type Sums = Record<Label, [number, number]>

/** The moments between which neither end's surroundings changed, each with the note in force on this side. */
function eras(stage: Stage, link: Link): { note: Note; from: number; to: number }[] {
  const own = stage.lived.map(note => note.from)
  const moments = [...own, ...stage.changesOf(link.peer), stage.start]
    .filter(moment => moment >= stage.start && moment < stage.unix)
    .sort((a, b) => a - b)
  return moments.map((from, index) => ({
    note: noteAt(stage.lived, from),
    from,
    to: moments[index + 1] ?? stage.unix,
  }))
}

/** Adds what passed on a link during each surrounding that the process lived in. */
function addLink(stage: Stage, link: Link, sums: Sums) {
  for (const { note, from, to } of eras(stage, link)) {
    if (to <= from) continue
    const bytes = passed(link.line, from, to)
    const settled = note.settling ? 'derp' : labelOf(stage.route(note, link.peer, from))
    const exact = note.scene.recording === link.series && !note.settling ? 'direct_ipv4' : settled
    const columns: [Label, number][] = [
      [settled, 0],
      ['derp', 2],
      [exact, 4],
    ]
    for (const [label, column] of columns) {
      sums[label][0] += bytes[column] ?? 0
      sums[label][1] += bytes[column + 1] ?? 0
    }
  }
}

const meanPacketBytes = 480
const counterLine = /^(tailscaled_(in|out)bound_(bytes|packets)_total)\{path="([a-z0-9_]+)"\} /

/** User metrics of tailscaled: the recorded text with the counters and the home region of the moment. */
export function metricsText(stage: Stage): string {
  const sums: Sums = { direct_ipv4: [0, 0], direct_ipv6: [0, 0], derp: [0, 0], peer_relay_ipv4: [0, 0] }
  for (const link of stage.links) addLink(stage, link, sums)
  const bytesOf = (label: string, out: boolean) =>
    Math.floor((sums as Record<string, [number, number]>)[label]?.[out ? 1 : 0] ?? 0)
  const home = regionOf(stage.home(stage.seat.member)).RegionID
  return recording('base', stage.note.scene.recording)
    .metrics.split('\n')
    .map(line => {
      if (line.startsWith('tailscaled_home_derp_region_id ')) return `tailscaled_home_derp_region_id ${home}`
      const match = counterLine.exec(line)
      if (!match) return line
      const bytes = bytesOf(match[4] ?? '', match[2] === 'out')
      return `${match[0]}${match[3] === 'bytes' ? bytes : Math.ceil(bytes / meanPacketBytes)}`
    })
    .join('\n')
}
