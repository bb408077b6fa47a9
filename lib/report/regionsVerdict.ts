import { bytes, bytesOf } from './bytes.ts'
import { counted } from './counted.ts'
import type { RegionsView } from './regionsView.ts'

/** Which region matters most, and what moves, in a sentence and its reasons. */
export function regionsVerdict({ used, moving, bytes: whole, unplacedBytes }: RegionsView): {
  headline: string
  reasons: string[]
} {
  const [first] = used
  const homes = used.reduce((sum, row) => sum + row.homes.length + row.devices, 0)
  if (!first || homes === 0) {
    return {
      headline: 'No home region has been told yet.',
      reasons: ['A pod’s status or metrics tell its own; the Tailscale API those of other devices.'],
    }
  }
  const own = first.homes.length + first.devices
  const heaviest = used.reduce((most, row) => (row.bytes > most.bytes ? row : most), first)
  return {
    headline:
      own === homes
        ? `All ${counted(homes, 'home')} are in ${first.name}.`
        : `${own} of ${counted(homes, 'home')} are in ${first.name}.`,
    reasons: [
      whole === 0
        ? 'Nothing went over DERP in this range, as far as links are seen.'
        : `${heaviest.name} carried ${bytesOf(heaviest.bytes, whole)} over DERP.`,
      ...(unplacedBytes > 0 ? [`Of ${bytes(unplacedBytes)} no region is known.`] : []),
      moving.length === 0
        ? 'No pod’s home moved.'
        : `${counted(moving.length, 'pod')} changed ${moving.length === 1 ? 'its home' : 'their homes'}.`,
    ],
  }
}
