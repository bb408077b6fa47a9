'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { keptHref } from '../live/keptHref.ts'
import { timeSearch } from '../live/timeParams.ts'
import { useTime } from '../live/useTime.ts'
import { Found, optionId, optionsOf } from './Found.tsx'
import { useFound } from './useFound.ts'
import './search.css'

/** The search of the top bar: a form that works without scripts, and with them a list that arrows and Enter go through. */
export function SearchBox() {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const { words } = useTime()
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [moved, setMoved] = useState<number | null>(null)
  const found = useFound(text)

  const time = timeSearch(words)
  const isFresh = found !== null && found.q === text.trim()
  const options = optionsOf(text, found)
  const isShown = isOpen && text.trim() !== ''
  // What matches whole is what Enter means; anything less leads to all results.
  const meant = isFresh && options[0]?.isExact && !options[1]?.isExact ? 0 : -1
  const active = Math.min(moved ?? meant, options.length - 1)

  const go = (href: string) => {
    setOpen(false)
    setMoved(null)
    input.current?.blur()
    router.push(href)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const option = isShown ? options[active] : undefined
    if (option) return go(keptHref(option.href, words))
    if (text.trim() !== '') go(keptHref(`/search?${new URLSearchParams({ q: text.trim() })}`, words))
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      if (isShown) setOpen(false)
      else input.current?.blur()
      return
    }
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0 || options.length === 0) return
    event.preventDefault()
    setOpen(true)
    // One place more than there are options: there nothing is chosen, and Enter shows all results.
    const places = options.length + 1
    setMoved(((active + 1 + by + places) % places) - 1)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: React knows no <search> in all versions of the types
    <div className="finder" role="search">
      <form method="get" action="/search" onSubmit={onSubmit}>
        {Object.entries(time).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input
          ref={input}
          type="search"
          name="q"
          value={text}
          onChange={event => {
            setText(event.target.value)
            setMoved(null)
            setOpen(true)
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKey}
          role="combobox"
          aria-label="Search pods, devices, addresses, causes"
          aria-expanded={isShown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-keyshortcuts="/"
          {...(isShown && active >= 0 && { 'aria-activedescendant': optionId(listId, active) })}
          placeholder="Search or paste an address"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={500}
        />
        <kbd>/</kbd>
      </form>
      <Found
        id={listId}
        isShown={isShown}
        options={options}
        isWaiting={!isFresh}
        active={active}
        go={href => go(keptHref(href, words))}
      />
    </div>
  )
}
