import type { CausesView } from './causesView.ts'
import { counted } from './counted.ts'
import type { EventsView } from './eventsView.ts'
import { flagsOf } from './flags.ts'
import { freezeCauseRows } from './freezeCauseRows.ts'
import { freezeEvents } from './freezeEvents.ts'
import { freezePodRows } from './freezePodRows.ts'
import { freezeShares } from './freezeShares.ts'
import type { Frozen } from './frozen.ts'
import { absolute, type FreezeInput, frozenHead, told } from './frozenHead.ts'
import { overviewVerdict } from './overviewVerdict.ts'
import type { PodsView } from './podsView.ts'
import type { SharesView } from './sharesView.ts'

interface OverviewViews {
  shares: SharesView
  causes: CausesView
  events: EventsView
  /** The worst few. */
  pods: PodsView
}

/** Of the overview: the verdict, the three shares, causes, what changed and the worst pods. */
export function freezeOverview(views: OverviewViews, input: FreezeInput): Frozen {
  const { shares, causes, events, pods } = views
  const onDerp = pods.rows.find(row => row.links.derp > 0) ?? null
  const said = overviewVerdict(shares, onDerp, events.items)
  const { parts } = shares.blocks.links
  return {
    ...frozenHead(input),
    page: 'overview',
    subject: 'all clusters',
    headline: absolute(said.headline, input),
    reasons: [
      said.derp > 0
        ? `${said.derp === 1 ? '1 goes' : `${said.derp} go`} through DERP.`
        : 'None goes through DERP.',
      ...(said.relay > 0 ? [`${counted(said.relay, 'link')} by peer relay.`] : []),
      ...(said.oneWay > 0
        ? [
            `${counted(said.oneWay, 'pair')} ${said.oneWay === 1 ? 'says' : 'say'} different paths at the two ends.`,
          ]
        : []),
      ...(said.noAnswer > 0 ? [`${counted(said.noAnswer, 'link')} without an answer.`] : []),
      ...(said.worst ? [`Worst: ${said.worst.name} in ${said.worst.place}: ${said.worst.words}`] : []),
      ...(said.change
        ? [
            `Last change that put links on DERP: ${said.change.title} at ${told(said.change.at, input)}, ${said.change.words}.`,
          ]
        : []),
    ],
    counts: [
      { kind: 'direct', count: parts.direct },
      { kind: 'peer_relay', count: parts.peer_relay },
      { kind: 'derp', count: parts.derp },
    ],
    blocks: [
      freezeShares(shares, flagsOf(events.items), input),
      freezeCauseRows(causes, 'Causes by effect', input),
      freezeEvents(events, 'What changed'),
      freezePodRows(pods.rows, 'Worst pods', input),
    ],
  }
}
