'use client'

import { type RefObject, useEffect } from 'react'

/**
 * `/` leads into the search from anywhere, Ctrl or Cmd with K from within another field too. A page that has a field of its
 * own for `/` keeps it.
 */
export function useSearchKey(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, key, ctrlKey, metaKey, altKey } = event
      const isTyping =
        target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
      const isTaken = document.querySelector('main [aria-keyshortcuts~="/"]') !== null
      const isSlash = key === '/' && !isTyping && !isTaken && !ctrlKey && !metaKey && !altKey
      const isPalette = key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey
      if (!isSlash && !isPalette) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [input])
}
