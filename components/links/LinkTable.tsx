'use client'

import type { LinkRow } from '#lib/report/linkRow.ts'
import { expectedWords } from '#lib/report/pathWords.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { NatMini } from '../pods/NatMini.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import '../table/table.css'
import './links.css'

interface Props {
  rows: LinkRow[]
  now: number
  /** What stands in the first column: the end that the page is not about. */
  end: 'Pod' | 'Peer'
  label: string
}

const unknown = <span className="faint">?</span>

/** Links with the NAT of both their ends, their path and its cause on one line each. */
export function LinkTable({ rows, now, end, label }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keys
    <section className="scroll" tabIndex={0} aria-label={label}>
      <table className="reach stacked">
        <thead>
          <tr>
            <th scope="col">{end}</th>
            <th scope="col">Path</th>
            <th scope="col">{end === 'Pod' ? 'NAT of the pod' : 'NAT of this side'}</th>
            <th scope="col">{end === 'Pod' ? 'NAT of the device' : 'NAT of the peer'}</th>
            <th scope="col">Cause</th>
            <th scope="col">
              <span className="sr">Both ends</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.key}>
              <td data-label={end}>
                <KeptLink href={row.nameHref}>
                  <Name name={row.name} />
                </KeptLink>
                {row.place && (
                  <span className="sub">
                    <Name name={row.place} />
                  </span>
                )}
              </td>
              <td data-label="Path" className="c-way">
                <Way row={row} now={now} />
              </td>
              <td data-label={end === 'Pod' ? 'Its NAT' : 'This side'}>
                {row.ownNat ? <NatMini nat={row.ownNat} /> : unknown}
              </td>
              <td data-label={end === 'Pod' ? 'Device’s' : 'Its NAT'}>
                {row.peerNat ? <NatMini nat={row.peerNat} /> : unknown}
              </td>
              <td data-label="Cause">
                <Causes row={row} />
              </td>
              <td data-label="">
                <KeptLink href={row.href} aria-label={`Both ends of the link with ${row.name}`}>
                  Both ends
                </KeptLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Way({ row: { kind, text, since, expected, otherView }, now }: { row: LinkRow; now: number }) {
  const differs =
    expected !== null && expected !== kind && (kind === 'direct' || kind === 'derp' || kind === 'peer_relay')
  return (
    <>
      <PathWord kind={kind}>{text}</PathWord>
      <span className="sub">
        since <Time at={since} now={now} />
        {differs && `, ${expectedWords[expected]}`}
      </span>
      {otherView && (
        <span className="sub">
          one way: back is <PathGlyph kind={otherView.kind} /> {otherView.text}
        </span>
      )}
    </>
  )
}

function Causes({ row: { causes } }: { row: LinkRow }) {
  const [first, ...more] = causes
  if (!first) return <span className="faint">–</span>
  return (
    <>
      <KeptLink href={`/causes/${first.code}`} title={causes.map(({ title }) => title).join('\n')}>
        {first.short}
      </KeptLink>
      {more.length > 0 && <span className="sub">{more.map(({ short }) => short).join(', ')}</span>}
    </>
  )
}
