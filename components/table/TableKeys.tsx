'use client'

import { useEffect } from 'react'
import { rowKey } from './rowKey.ts'

const link = '.rowlink'

/**
 * Arrows, Home, End and the page keys lead from the page link of a table's row to that of another, in every table of a page.
 * Renders nothing. A table that draws only some of its rows takes these keys itself, before they get here.
 */
export function TableKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      const own = event.target instanceof Element ? event.target.closest<HTMLElement>(`tbody ${link}`) : null
      const table = own?.closest('table')
      if (!own || !table) return
      const links = [...table.querySelectorAll<HTMLElement>(`tbody ${link}`)].filter(
        each => each.offsetParent !== null,
      )
      const to = rowKey(event.key, links.indexOf(own), links.length)
      if (to === null) return
      event.preventDefault()
      links[to]?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return null
}
