import { lastMove, regionOf } from './homeRegion.ts'
import { endpointsOf, houseOf, rehousedText } from './house.ts'
import type { Note } from './presence.ts'
import { recording } from './recording.ts'
import type { Stage } from './stage.ts'
import { logStamp } from './stamp.ts'
import { isFirstProcess } from './statusText.ts'

export interface LogLine {
  at: Date
  line: string
}

const goTime = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d) /
/** What the lab waited for before it let a tailscaled log in is no part of a start. */
const loginLine = 'control: mapRoutine: exiting'

function recordedUnix(line: string): number | null {
  const match = goTime.exec(line)
  return match ? Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}Z`) / 1000 : null
}

const logLine = (unix: number, words: string): LogLine => ({
  at: new Date(unix * 1000),
  line: `${logStamp(unix)} ${words}`,
})

/** The recorded lines as from a process that started at `start`: all of its own, of another's only the start. */
function startLines(stage: Stage, note: Note): LogLine[] {
  const { log } = recording('base', note.scene.recording)
  const own = stage.seat.own === note.scene.recording && isFirstProcess(stage)
  const house = houseOf(note.scene, own, stage.houseSeed)
  const begin = recordedUnix(log[0] ?? '') ?? 0
  const login = log.findIndex(line => line.includes(loginLine))
  const waited = Math.max(0, (recordedUnix(log[login] ?? '') ?? begin) - begin - 1)
  const upTo = own ? log.length : log.findIndex(line => line.includes('connGen=1')) + 1
  return log.slice(0, upTo).map((line, index) => {
    const offset = (recordedUnix(line) ?? begin) - begin - (index >= login ? waited : 0)
    const words = line.replace(goTime, '')
    return logLine(stage.start + offset, /endpoints changed/.test(words) ? rehousedText(words, house) : words)
  })
}

function netInfoLine(note: Note, region: number): string {
  const recorded = recording('base', note.scene.recording).log.findLast(line => line.includes('NetInfo{'))
  return (recorded ?? '').replace(goTime, '').replace(/derp=#\d+/, `derp=#${region}`)
}

/** What tailscaled notices some seconds after its surroundings changed. Synthetic: such a change was not recorded. */
function changeLines(stage: Stage, note: Note): LogLine[] {
  const house = houseOf(note.scene, false, stage.houseSeed)
  const kind = (endpoint: string) =>
    endpoint.startsWith(`${note.scene.localAddress}:`) || endpoint.startsWith('10.') ? 'local' : 'stun'
  const endpoints = endpointsOf(house, note.scene).map(endpoint => `${endpoint} (${kind(endpoint)})`)
  const region = regionOf(stage.home(stage.seat.member)).RegionID
  return [
    logLine(note.from + 1, `magicsock: endpoints changed: ${endpoints.join(', ')}`),
    logLine(note.from + 1, netInfoLine(note, region)),
  ]
}

function moveLines(stage: Stage): LogLine[] {
  const move = lastMove(stage.unix)
  if (!stage.seat.wanders || move.at < stage.start + 60) return []
  const to = regionOf(move.to)
  return [
    logLine(move.at, `magicsock: home is now derp-${to.RegionID} (${to.RegionCode})`),
    logLine(move.at, netInfoLine(stage.note, to.RegionID)),
  ]
}

/** The container's log since the process started, oldest first. */
export function logLines(stage: Stage): LogLine[] {
  const [first] = stage.lived
  if (!first) return []
  // The first two notes are one surrounding: settling, and settled.
  const changes = stage.lived.slice(2).flatMap(note => changeLines(stage, note))
  return [...startLines(stage, first), ...changes, ...moveLines(stage)]
    .filter(({ at }) => at.getTime() <= stage.unix * 1000)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}
