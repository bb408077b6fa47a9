'use client'

import { counted } from '#lib/report/counted.ts'
import { deviceHref } from '#lib/report/deviceHref.ts'
import type { PodView } from '#lib/report/targetView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import '../table/table.css'
import './target.css'

const matchWords: Record<PodView['matched'], string> = {
  exec: 'by its own status',
  push: 'by its own push',
  endpoint: 'by a public endpoint that only it has',
  resource_status: 'by the operator’s resource',
  hostname: 'by its host name, which others may share',
  none: 'matched to no device',
  ambiguous: 'several devices fit: left open',
}

const unknown = <span className="faint">?</span>

/** The pods that fill this target, and those that filled it before; each with its device and how that was found. */
export function PodList({ params }: { params: Params }) {
  const target = useView('target', params)
  return (
    <Section
      title="Pods and devices"
      meta="those that fill this workload, then those that filled it"
      className="later"
    >
      <Panel answer={target} what="pods" height={120}>
        {({ pods, asOf }) =>
          pods.length === 0 ? (
            <State kind="waiting" title="No pod of it is known">
              It was seen as a workload only.
            </State>
          ) : (
            <table className="stacked">
              <thead>
                <tr>
                  <th scope="col">Pod</th>
                  <th scope="col">Node</th>
                  <th scope="col">Device</th>
                  <th scope="col">Life</th>
                </tr>
              </thead>
              <tbody>
                {pods.map(pod => (
                  <tr key={`${pod.name} ${pod.startedAt ?? 0}`}>
                    <td data-label="Pod" className={pod.goneAt === null ? undefined : 'was'}>
                      <Name name={pod.name} mono />
                      {pod.ip && (
                        <span className="sub">
                          <Name name={pod.ip} mono />
                        </span>
                      )}
                    </td>
                    <td data-label="Node">{pod.node ? <Name name={pod.node} mono /> : unknown}</td>
                    <td data-label="Device">
                      {pod.device && pod.deviceId ? (
                        <KeptLink href={deviceHref(pod.deviceId)}>
                          <Name name={pod.device} />
                        </KeptLink>
                      ) : (
                        unknown
                      )}
                      <span className="sub">{matchWords[pod.matched]}</span>
                    </td>
                    <td data-label="Life">
                      <Life pod={pod} now={asOf} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Panel>
    </Section>
  )
}

function Life({ pod, now }: { pod: PodView; now: number }) {
  return (
    <>
      {pod.startedAt === null ? unknown : <Time at={pod.startedAt} now={now} zoned />}
      <span className="sub">
        {pod.goneAt === null ? (
          (pod.failing && `${counted(pod.failing.rounds, 'round')} failed in a row: ${pod.failing.words}`) ||
          'runs'
        ) : (
          <>
            gone <Time at={pod.goneAt} now={now} />
          </>
        )}
      </span>
    </>
  )
}
