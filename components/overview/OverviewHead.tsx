'use client'

import { counted } from '#lib/report/counted.ts'
import { overviewVerdict } from '#lib/report/overviewVerdict.ts'
import { ButtonLink } from '../control/ButtonLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'

/** How healthy the tailnet is, in one sentence, with the worst pod and the change that came just before. */
export function OverviewHead({ params, worst }: { params: Params; worst: Params }) {
  const shares = useView('shares', params)
  const pods = useView('pods', worst)
  const events = useView('events', params)
  if (!shares.view && shares.failure) {
    return <Verdict headline="The paths of this tailnet cannot be read now.">{shares.failure.why}</Verdict>
  }
  if (pods.view?.total === 0) {
    return (
      <Verdict
        headline="No pod with tailscale has been found yet."
        actions={<ButtonLink href="/settings#sources">Which sources answer</ButtonLink>}
      >
        No path is known before the first look into one. What stands below fills by itself.
      </Verdict>
    )
  }
  const onDerp = pods.view?.rows.find(row => row.links.derp > 0)
  return (
    <Panel answer={{ ...shares, failure: null }} what="verdict" height={116}>
      {view => {
        const said = overviewVerdict(view, onDerp ?? null, events.view?.items ?? [])
        return (
          <Verdict
            headline={said.headline}
            actions={
              <>
                {said.worst && (
                  <ButtonLink href={said.worst.href} primary>
                    <span className="ell">
                      Look at <Name name={said.worst.name} />
                    </span>
                  </ButtonLink>
                )}
                <ButtonLink href="/pods">All pods</ButtonLink>
              </>
            }
          >
            {said.derp > 0 ? (
              <>
                <PathGlyph kind="derp" /> <b>{said.derp === 1 ? '1 goes' : `${said.derp} go`} through DERP</b>
              </>
            ) : (
              'None goes through DERP'
            )}
            {said.relay > 0 && (
              <>
                {' '}
                and <PathGlyph kind="peer_relay" /> <b>{said.relay} by peer relay</b>
              </>
            )}
            {'. '}
            {said.oneWay > 0 && `${counted(said.oneWay, 'pair')} say different paths at their two ends. `}
            {said.noAnswer > 0 &&
              `${counted(said.noAnswer, 'link')} ${said.noAnswer === 1 ? 'gives' : 'give'} no answer. `}
            {said.worst && (
              <>
                Worst:{' '}
                <b>
                  <Name name={said.worst.name} />
                </b>{' '}
                in <Name name={said.worst.place} />: {said.worst.words}{' '}
              </>
            )}
            {said.change && (
              <>
                Last change that put links on DERP:{' '}
                <b>
                  <Name name={said.change.title} />
                </b>{' '}
                at <Time at={said.change.at} now={view.asOf} zoned />, {said.change.words}.
              </>
            )}
          </Verdict>
        )
      }}
    </Panel>
  )
}
