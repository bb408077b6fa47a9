import type { Turn } from '#lib/tailnet/finding.ts'
import type { DeviceId, TargetId } from '#lib/tailnet/ids.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import { efforts } from './remedies/proposal.ts'
import { sameChange } from './sameChange.ts'

/** One change and all that it would do: for one target, or for all that stand behind the same object. */
export interface NextFix {
  /** Of its targets; the first has the most to win. */
  options: RemedyOption[]
  links: { option: RemedyOption; turn: Turn }[]
  direct: number
  peerRelay: number
  /** Links of these targets that stay on DERP although it is done. */
  stays: { option: RemedyOption; turn: Turn }[]
  /** A week, that would leave DERP. */
  bytes: number
}

/** Two changes with bytes so near each other are told apart by what they ask of people, not by a week's chance. */
const nearlyAsMuch = 0.9

/**
 * The changes with the greatest effect for the least change, the first one first. Each is chosen for what those before it
 * leave, so that together they do the most; one that adds no link is not listed.
 */
export function nextFixes(
  options: readonly RemedyOption[],
  bytes: (target: TargetId, peer: DeviceId) => number,
  most = 3,
): NextFix[] {
  const groups = [...Map.groupBy(options.filter(isWorth), sameChange).values()]
  const done = new Set<string>()
  const chosen: NextFix[] = []
  while (chosen.length < most) {
    const left = groups.map(group => effect(group, bytes, done)).filter(({ links }) => links.length > 0)
    const highest = Math.max(...left.map(each => each.bytes))
    const [best] = left.filter(each => each.bytes >= highest * nearlyAsMuch).sort(lessFirst)
    if (!best) break
    chosen.push(best)
    for (const { option, turn } of best.links) done.add(linkKey(option.place.id, turn.peer))
  }
  return chosen.sort((a, b) => b.bytes - a.bytes)
}

/** One that may only help is no next step as long as nobody has looked whether it would. */
const isWorth = ({ applies, turns }: RemedyOption) => applies === 'yes' && turns.some(({ to }) => to !== null)

const linkKey = (target: TargetId, peer: DeviceId) => `${target}\n${peer}`

function effect(
  group: readonly RemedyOption[],
  bytes: (target: TargetId, peer: DeviceId) => number,
  done: ReadonlySet<string>,
): NextFix {
  const all = group
    .flatMap(option => option.turns.map(turn => ({ option, turn })))
    .filter(({ option, turn }) => !done.has(linkKey(option.place.id, turn.peer)))
  const links = all.filter(({ turn }) => turn.to !== null)
  const bytesOf = (of: typeof links) =>
    of.reduce((sum, { option, turn }) => sum + bytes(option.place.id, turn.peer), 0)
  const ofOption = Map.groupBy(links, ({ option }) => option)
  return {
    options: [...ofOption]
      .sort((a, b) => bytesOf(b[1]) - bytesOf(a[1]) || b[1].length - a[1].length)
      .map(([option]) => option),
    links,
    direct: links.filter(({ turn }) => turn.to === 'direct').length,
    peerRelay: links.filter(({ turn }) => turn.to === 'peer_relay').length,
    stays: all.filter(({ turn }) => turn.to === null),
    bytes: bytesOf(links),
  }
}

const lessFirst = (a: NextFix, b: NextFix) =>
  effortOf(a) - effortOf(b) || b.direct - a.direct || b.links.length - a.links.length || b.bytes - a.bytes

const effortOf = ({ options: [first] }: NextFix) => (first ? efforts.indexOf(first.effort) : efforts.length)
