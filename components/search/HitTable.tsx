'use client'

import type { HitView } from '#lib/report/searchView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { Name } from '../text/Name.tsx'
import { hitWords } from './hitWords.ts'
import { MixWords } from './MixWords.tsx'
import '../table/table.css'
import './search.css'

/** Results, each with its paths now and its causes. */
export function HitTable({ hits }: { hits: HitView[] }) {
  return (
    <table className="hits stacked">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Name</th>
          <th scope="col">Found by</th>
          <th scope="col">Links now</th>
          <th scope="col">Causes</th>
        </tr>
      </thead>
      <tbody>
        {hits.map(({ key, kind, href, title, place, because, isGone, mix, path, causes }) => (
          <tr key={key}>
            <td className="c-what" data-label="What">
              {hitWords[kind]}
            </td>
            <td data-label="Name">
              <KeptLink href={href} className={isGone ? 'rowlink was' : 'rowlink'}>
                <Name name={title} />
              </KeptLink>
              <span className="sub">
                <Name name={isGone ? `gone · ${place}` : place} />
              </span>
            </td>
            <td data-label="Found by">
              {because ? <Name name={because} /> : <span className="faint">its name</span>}
            </td>
            <td data-label="Links now">
              {path ? (
                <PathWord kind={path.kind}>{path.text}</PathWord>
              ) : mix ? (
                <MixWords mix={mix} />
              ) : (
                <span className="faint">–</span>
              )}
            </td>
            <td data-label="Causes">
              {causes.length > 0 ? causes.slice(0, 3).join(', ') : <span className="faint">–</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
