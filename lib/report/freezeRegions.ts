import { bytes } from './bytes.ts'
import { listed } from './counted.ts'
import type { BlockOf, Frozen } from './frozen.ts'
import { type FreezeInput, frozenHead, told } from './frozenHead.ts'
import { regionsVerdict } from './regionsVerdict.ts'
import type { MovingHome, RegionRow, RegionsView } from './regionsView.ts'

/** Of the regions page: who uses which region at what cost, and whose home moves. Unused regions are left out. */
export function freezeRegions(view: RegionsView, input: FreezeInput): Frozen {
  const { headline, reasons } = regionsVerdict(view)
  const derp = view.used.reduce((links, row) => links + row.links, 0)
  return {
    ...frozenHead(input),
    page: 'regions',
    subject: 'DERP regions',
    headline,
    reasons,
    counts: derp > 0 ? [{ kind: 'derp', count: derp }] : [],
    blocks: [regionsTable(view.used), homesTable(view.moving, input)],
  }
}

const regionsTable = (rows: RegionRow[]): BlockOf<'table'> => ({
  block: 'table',
  title: 'DERP regions',
  meta: 'bytes by the home of the peer, where packets to it go',
  columns: [
    'Region',
    'Code',
    'Home of',
    'Best ms',
    'Median ms',
    'DERP links',
    'Over DERP',
    'Peak Mbit/s',
    'Came, went',
  ],
  rows: rows.map(row => ({
    cells: [
      row.name,
      row.code,
      homesOf(row),
      row.latency ? String(Math.round(row.latency.best)) : '?',
      row.latency ? String(Math.round(row.latency.median)) : '?',
      String(row.links),
      bytes(row.bytes),
      row.peak > 0 && row.peak < 0.05 ? '<0.1' : row.peak.toFixed(1),
      `${row.came}, ${row.went}`,
    ],
    mix: null,
    weight: { value: row.bytes, words: bytes(row.bytes) },
  })),
  more: 0,
})

function homesOf({ homes, devices }: RegionRow): string {
  const names = homes.map(({ name }) => name)
  const others = devices > 0 ? [`${devices} more ${devices === 1 ? 'device' : 'devices'}`] : []
  return names.length + others.length === 0 ? '–' : [listed(names, 3), ...others].filter(Boolean).join('; ')
}

/** More restless homes than these are one trouble, not many. */
const mostHomes = 50

const homesTable = (moving: MovingHome[], input: FreezeInput): BlockOf<'table'> => ({
  block: 'table',
  title: 'Homes that moved',
  meta: 'the most restless first',
  columns: ['Pod', 'Cluster', 'Moves', 'Way', 'Last'],
  rows: moving.slice(0, mostHomes).map(home => ({
    cells: [home.name, home.cluster, String(home.moves), home.way.join(', '), told(home.lastAt, input)],
    mix: null,
  })),
  more: Math.max(0, moving.length - mostHomes),
})
