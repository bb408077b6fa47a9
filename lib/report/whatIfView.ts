import { sameChange } from '#lib/diagnose/sameChange.ts'
import { type Tried, whatIf } from '#lib/diagnose/whatIf.ts'
import type { Certainty } from '#lib/tailnet/finding.ts'
import type { DeviceId, TargetId } from '#lib/tailnet/ids.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import { effortWords } from './effortWords.ts'
import { targetHref } from './eventsView.ts'
import { longestTry, writeTryWords } from './tryWord.ts'
import { weekScale } from './weekScale.ts'

/** A change that can be tried, and what it does alone. */
export interface TryRow {
  key: string
  id: string
  title: string
  touches: string
  certainty: Certainty
  targets: { name: string; href: string }[]
  isChosen: boolean
  /** What the address holds once this one is chosen, or no longer; null where it cannot hold so much. */
  toggled: string | null
  alone: { direct: number; peerRelay: number; stays: number; bytesWeek: number }
}

/** A link that goes through DERP now, with what would become of it. */
export interface TriedLink {
  peer: string
  peerName: string
  to: 'direct' | 'peer_relay' | null
  /** Where it stays: the next obstacle. */
  why: string
  bytesWeek: number
}

/** A workload at which something is tried. */
export interface TriedTarget {
  name: string
  place: string
  href: string
  /** Titles of what is tried there. */
  remedies: string[]
  links: TriedLink[]
}

export interface WhatIfView {
  asOf: number
  /** Since when bytes were counted, at most a week ago; null where none were. */
  countedSince: number | null
  choices: TryRow[]
  /** Choices that are not listed: they do the least. */
  left: number
  /** Words of the address that mean nothing that can be tried now. */
  unread: string[]
  /** What is chosen, together; null where nothing is. All of it is predicted. */
  outcome: {
    /** Workloads of which every link on DERP would turn direct. */
    allDirect: string[]
    direct: number
    peerRelay: number
    stays: number
    bytesOff: number
    bytesLeft: number
    reasons: { why: string; links: number }[]
    targets: TriedTarget[]
  } | null
}

interface WhatIfInput {
  /** Of one workload, or of all. */
  options: readonly RemedyOption[]
  /** Those of `options` that the address means. */
  chosen: readonly RemedyOption[]
  unread: readonly string[]
  /** The documents of the workloads of `chosen`. */
  diagnoses: readonly Tried['diagnosis'][]
  week: { bytes: (target: TargetId, peer: DeviceId) => number; since: Date | null }
  now: Date
}

/** More than anybody reads; those that are chosen are always listed. */
const mostChoices = 60

/** What can be tried, and what the chosen changes would do together. */
export function whatIfView(input: WhatIfInput): WhatIfView {
  const { options, chosen, week, now } = input
  const scale = weekScale(week.since, now)
  const bytes = (target: TargetId, peer: DeviceId) => week.bytes(target, peer) * scale
  const rows = [...Map.groupBy(options, sameChange)]
    .map(([key, group]) => tryRow(key, group, input, bytes))
    .sort(mostFirst)
  const listed = rows.filter(({ isChosen }, index) => isChosen || index < mostChoices)
  return {
    asOf: now.getTime(),
    countedSince: week.since?.getTime() ?? null,
    choices: listed,
    left: rows.length - listed.length,
    unread: [...input.unread],
    outcome: chosen.length === 0 ? null : outcomeOf(input, bytes),
  }
}

type Bytes = (target: TargetId, peer: DeviceId) => number

const mostFirst = (a: TryRow, b: TryRow) =>
  Number(b.isChosen) - Number(a.isChosen) ||
  b.alone.bytesWeek - a.alone.bytesWeek ||
  turned(b) - turned(a) ||
  b.targets.length - a.targets.length ||
  a.title.localeCompare(b.title)

const turned = ({ alone }: TryRow) => alone.direct + alone.peerRelay

function tryRow(
  key: string,
  group: readonly RemedyOption[],
  { options, chosen }: WhatIfInput,
  bytes: Bytes,
): TryRow {
  const [first] = group
  const isChosen = group.every(option => chosen.includes(option))
  const others = chosen.filter(option => !group.includes(option))
  const links = group.flatMap(({ place, turns }) => turns.map(turn => ({ ...turn, target: place.id })))
  const to = (path: 'direct' | 'peer_relay' | null) => links.filter(link => link.to === path)
  return {
    key,
    id: first?.id ?? '',
    title: first?.title ?? '',
    touches: effortWords[first?.effort ?? 'elsewhere'],
    certainty: first?.certainty ?? 'possible',
    targets: group.map(({ place }) => ({ name: place.name, href: hrefOf(place) })),
    isChosen,
    toggled: fitting(writeTryWords(isChosen ? others : [...others, ...group], options)),
    alone: {
      direct: to('direct').length,
      peerRelay: to('peer_relay').length,
      stays: to(null).length,
      bytesWeek: [...to('direct'), ...to('peer_relay')].reduce(
        (sum, link) => sum + bytes(link.target, link.peer),
        0,
      ),
    },
  }
}

const fitting = (words: string) => (words.length <= longestTry ? words : null)

const hrefOf = ({ cluster, namespace, name }: RemedyOption['place']) =>
  targetHref(cluster.name, namespace, name)

function outcomeOf({ chosen, diagnoses }: WhatIfInput, bytes: Bytes): WhatIfView['outcome'] {
  const ofTarget = Map.groupBy(chosen, ({ place }) => place.id)
  const tried = diagnoses.map(diagnosis => ({
    diagnosis,
    remedies: new Set(ofTarget.get(diagnosis.target)?.map(({ id }) => id)),
  }))
  const { targets: found, ...sums } = whatIf(tried, bytes)
  const targets = found.flatMap(({ target, turns }): TriedTarget[] => {
    const options = ofTarget.get(target)
    const place = options?.[0]?.place
    if (!place) return []
    return [
      {
        name: place.name,
        place: `${place.cluster.name} / ${place.namespace}`,
        href: hrefOf(place),
        remedies: options.map(({ title }) => title),
        links: turns
          .map(turn => ({ ...turn, bytesWeek: bytes(target, turn.peer) }))
          .sort((a, b) => b.bytesWeek - a.bytesWeek || a.peerName.localeCompare(b.peerName)),
      },
    ]
  })
  const staying = targets.flatMap(({ links }) => links.filter(({ to }) => to === null))
  return {
    ...sums,
    allDirect: targets
      .filter(({ links }) => links.length > 0 && links.every(({ to }) => to === 'direct'))
      .map(({ name }) => name),
    reasons: [...Map.groupBy(staying, ({ why }) => why)]
      .map(([why, links]) => ({ why, links: links.length }))
      .sort((a, b) => b.links - a.links),
    targets: targets.sort((a, b) => off(b) - off(a) || a.name.localeCompare(b.name)),
  }
}

const off = ({ links }: TriedTarget) => links.filter(({ to }) => to !== null).length
