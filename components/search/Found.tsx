'use client'

import type { HitView, SearchView } from '#lib/report/searchView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { pages } from '../shell/pages.ts'
import { Name } from '../text/Name.tsx'
import { hitWords } from './hitWords.ts'
import { MixWords } from './MixWords.tsx'
import './search.css'

export interface Option {
  key: string
  href: string
  what: string
  title: string
  sub: string
  isExact: boolean
  mix: HitView['mix']
  path: HitView['path']
}

export const optionId = (list: string, index: number) => `${list}-${index}`

/** What a reader may choose from: what was found, and the pages whose title begins so. */
export function optionsOf(text: string, found: SearchView | null): Option[] {
  const word = text.trim().toLowerCase()
  const led = word === '' ? [] : pages.filter(({ title }) => title.toLowerCase().startsWith(word))
  return [
    ...(found?.hits.slice(0, 8) ?? []).map(hit => ({
      key: hit.key,
      href: hit.href,
      what: hitWords[hit.kind],
      title: hit.title,
      sub: [hit.place, hit.because, hit.isGone && 'gone'].filter(Boolean).join(' · '),
      isExact: hit.isExact,
      mix: hit.mix,
      path: hit.path,
    })),
    ...led.map(({ href, title }) => ({
      key: `page ${href}`,
      href,
      what: 'page',
      title,
      sub: '',
      isExact: false,
      mix: null,
      path: null,
    })),
  ]
}

interface Props {
  id: string
  isShown: boolean
  options: Option[]
  isWaiting: boolean
  active: number
  go: (href: string) => void
}

/** The list below the field. The field keeps the focus: arrows move through the list, Enter goes. */
export function Found({ id, isShown, options, isWaiting, active, go }: Props) {
  return (
    <div className="found" hidden={!isShown}>
      <div id={id} role="listbox" aria-label="What matches">
        {options.map(({ key, href, what, title, sub, mix, path }, index) => (
          <KeptLink
            key={key}
            id={optionId(id, index)}
            href={href}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            // The field would lose its focus, and the list with it, before the click arrives.
            onMouseDown={event => event.preventDefault()}
            onClick={event => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              go(href)
            }}
          >
            <span className="what">{what}</span>
            <span>
              <Name name={title} cut />
              {sub && (
                <span className="sub ell">
                  <Name name={sub} />
                </span>
              )}
            </span>
            {path ? <PathWord kind={path.kind}>{path.text}</PathWord> : mix && <MixWords mix={mix} />}
          </KeptLink>
        ))}
      </div>
      {options.length === 0 && (
        <p className="none" role="status">
          {isWaiting ? 'Searching …' : 'Nothing is named so. Enter shows what can be searched for.'}
        </p>
      )}
      {options.length > 0 && (
        <p className="keys hide-s">
          <kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>Enter</kbd> {active >= 0 ? 'open' : 'all results'},{' '}
          <kbd>Esc</kbd> close
        </p>
      )}
    </div>
  )
}
