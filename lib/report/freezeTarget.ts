import { pathKinds } from '#lib/tailnet/path.ts'
import type { EventsView } from './eventsView.ts'
import { flagsOf } from './flags.ts'
import { freezeEvents } from './freezeEvents.ts'
import { freezeFinding } from './freezeFinding.ts'
import { freezeLanes } from './freezeLanes.ts'
import { freezeRemedy } from './freezeRemedy.ts'
import type { Frozen } from './frozen.ts'
import { type FreezeInput, frozenHead, told } from './frozenHead.ts'
import type { LanesView } from './lanesView.ts'
import type { TargetView } from './targetView.ts'

interface TargetViews {
  target: TargetView
  lanes: LanesView
  events: EventsView
}

/** Of a pod's page: the verdict, the lanes, what changed, causes with their evidence, and the first remedy with its patch. */
export function freezeTarget({ target, lanes, events }: TargetViews, input: FreezeInput): Frozen {
  const { verdict, findings, remedies } = target
  const active = target.peers.filter(peer => peer.since !== null)
  const remedy = remedies.find(each => each.applies !== 'no')
  return {
    ...frozenHead(input),
    page: 'target',
    subject: `${target.name} in ${target.cluster} / ${target.namespace}`,
    headline: `${target.name}: ${first(verdict.headline)}`,
    reasons: [
      ...verdict.reasons,
      ...(verdict.since === null ? [] : [`Since ${told(verdict.since, input)} ${input.zone}.`]),
    ],
    counts: pathKinds
      .map(kind => ({ kind, count: active.filter(peer => peer.kind === kind).length }))
      .filter(({ count }) => count > 0),
    blocks: [
      freezeLanes(lanes, flagsOf(events.items)),
      { block: 'causes', title: 'Causes', causes: findings.map(freezeFinding) },
      { block: 'remedies', title: 'Remedy', remedies: remedy ? [freezeRemedy(remedy)] : [] },
      freezeEvents(events, 'What changed'),
      {
        block: 'facts',
        title: 'What is known of it',
        facts: target.facts.map(({ label, value }) => ({ label, value: value ?? '?' })),
      },
    ],
  }
}

const first = (sentence: string) =>
  /^[A-Z][a-z]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence
