'use client'

import type { CommonFact, CommonView } from '#lib/report/commonality.ts'
import { counted } from '#lib/report/counted.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import { CommonBar } from './CommonBar.tsx'
import '../table/table.css'
import './common.css'

const most = 6

/** What relayed pods have in common and the others have not; each fact leads to its pods. */
export function CommonPanel({ params }: { params: Params }) {
  const answer = useView('commonality', params)
  return (
    <Section title="What the relayed have in common">
      <Panel answer={answer} what="common facts" height={260}>
        {view =>
          view.facts.length === 0 ? (
            <Nothing view={view} />
          ) : (
            <>
              <Table view={view} facts={view.facts.slice(0, most)} />
              {view.facts.length > most && (
                <details className="common-more">
                  <summary>More facts</summary>
                  <Table view={view} facts={view.facts.slice(most)} />
                </details>
              )}
              <p className="common-note">
                Relayed: more than half of a pod’s active links are not direct. Lift: how much likelier pods
                with the fact are relayed than all, with its 95 % interval; faint where that reaches down to
                1. {hiddenWords(view)}
              </p>
            </>
          )
        }
      </Panel>
    </Section>
  )
}

const hiddenWords = ({ hidden, least }: CommonView) =>
  hidden === 0
    ? ''
    : `${counted(hidden, 'fact')} of fewer than ${least} pods ${hidden === 1 ? 'is' : 'are'} hidden.`

function Table({ view, facts }: { view: CommonView; facts: CommonFact[] }) {
  return (
    <div className="scroll">
      <table className="mid common">
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col" className="hide-m hide-s">
              0 to 100 %
            </th>
            <th scope="col" className="num">
              Relayed
            </th>
            <th scope="col" className="num">
              Direct
            </th>
            <th scope="col" className="num">
              Lift
            </th>
          </tr>
        </thead>
        <tbody>
          {facts.map(fact => (
            <tr key={fact.key}>
              <td>
                {fact.href === null ? (
                  <Name name={fact.title} />
                ) : (
                  <KeptLink className="rowlink" href={fact.href}>
                    <Name name={fact.title} />
                  </KeptLink>
                )}
                {fact.same.length > 0 && (
                  <span className="sub">
                    the same pods: <Name name={fact.same.join(', ')} />
                  </span>
                )}
              </td>
              <td className="bar-cell hide-m hide-s">
                <CommonBar relayed={fact.relayed / view.relayed} direct={share(fact.direct, view.direct)} />
              </td>
              <td className="num">
                {fact.relayed} of {view.relayed}
              </td>
              <td className="num dim">
                {fact.direct} of {view.direct}
              </td>
              <td className={fact.isClear ? 'num' : 'num faint'}>
                {fact.lift.value.toFixed(1)}
                <span className="sub">
                  {fact.lift.low.toFixed(2)} to {fact.lift.high.toFixed(2)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Of no pod at all, no share. */
const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

function Nothing({ view }: { view: CommonView }) {
  if (view.relayed === 0) {
    return (
      <State kind={view.direct > 0 ? 'good' : 'waiting'} title="No pod is relayed">
        {view.direct > 0
          ? `Of ${counted(view.direct, 'pod')} with traffic none has most of its links off a direct path.`
          : 'No pod has traffic on a link that is seen.'}
      </State>
    )
  }
  return (
    <State kind="info" title="Nothing sets the relayed apart">
      {counted(view.relayed, 'pod')} of {view.relayed + view.direct} with traffic{' '}
      {view.relayed === 1 ? 'is' : 'are'} relayed, and no fact of {view.least} pods or more is commoner among
      them.
    </State>
  )
}
