import { pathKinds } from '#lib/tailnet/path.ts'
import { counted, listed } from './counted.ts'
import type { EventsView } from './eventsView.ts'
import { flagsOf } from './flags.ts'
import { freezeEvents } from './freezeEvents.ts'
import { freezeLanes } from './freezeLanes.ts'
import type { Frozen, FrozenCause, FrozenRemedy } from './frozen.ts'
import { type FreezeInput, frozenHead, told } from './frozenHead.ts'
import type { LanesView } from './lanesView.ts'
import type { FindingView, TargetView } from './targetView.ts'

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
      { block: 'causes', title: 'Causes', causes: findings.map(causeOf) },
      { block: 'remedies', title: 'Remedy', remedies: remedy ? [remedyOf(remedy)] : [] },
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

function causeOf({ title, code, certainty, derpLinks, peers, evidence, disproof }: FindingView): FrozenCause {
  const words = [
    ...(derpLinks > 0 ? [`${counted(derpLinks, 'link')} on DERP`] : []),
    ...(peers.length > 0 ? [`for ${listed(peers, 3)}`] : []),
  ]
  return {
    title,
    code,
    certainty,
    meta: words.join(', '),
    evidence: evidence.map(({ seen, says }) => ({ seen, says })),
    disproof,
  }
}

function remedyOf({
  title,
  certainty,
  gain,
  patches,
  limits,
  verify,
}: TargetView['remedies'][number]): FrozenRemedy {
  return {
    title,
    certainty,
    gain: gain
      ? `Predicted: ${gain.derpBefore} to ${gain.derpAfter} on DERP, ${gain.directAfter} direct, ${gain.relayAfter} by peer relay.`
      : 'No effect on the paths can be predicted.',
    patches: patches.map(({ object, diff }) => ({
      object,
      diff: diff.map(({ sign, text }) => ({ sign, text })),
    })),
    limits: [...limits],
    verify: verify.expect,
  }
}
