'use client'

import { counted } from '#lib/report/counted.ts'
import type { TargetView } from '#lib/report/targetView.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Cause } from './Cause.tsx'

/** Why the links are not direct: each cause with what it rests on, and what would show that it is not so. */
export function CausesPanel({ params }: { params: Params }) {
  const target = useView('target', params)
  return (
    <Section title="Causes" meta={target.view && metaOf(target.view)} className="causes-of">
      <Panel answer={target} what="causes" height={240}>
        {({ findings, computedAt, peers, asOf, goneAt }) => {
          if (findings.length === 0) {
            return computedAt === null ? (
              <State kind="waiting" title={goneAt === null ? 'Not diagnosed yet' : 'No diagnosis is kept'}>
                {goneAt === null
                  ? 'Causes stand here within a minute after the first look into the pod.'
                  : 'Only what runs is diagnosed. Its paths over time stand above.'}
              </State>
            ) : (
              <State kind="good" title="No cause is open">
                What was seen of this pod gives no reason against direct links.
              </State>
            )
          }
          const onDerp = peers.filter(peer => peer.kind === 'derp').length
          return findings.map(finding => (
            <Cause key={finding.code} finding={finding} onDerp={onDerp} now={asOf} />
          ))
        }}
      </Panel>
    </Section>
  )
}

function metaOf({ findings, computedAt }: TargetView): string | null {
  if (computedAt === null || findings.length === 0) return null
  const links = findings.filter(finding => finding.subject.kind === 'link').length
  const own = findings.length - links
  return [
    own > 0 && `${own} on this side`,
    links > 0 && `${counted(links, 'one', 'more')} of single links`.replace(/^1 one/, '1'),
  ]
    .filter(Boolean)
    .join(', ')
}
