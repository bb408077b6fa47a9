'use client'

import { useEffect } from 'react'
import { keyPress } from './keyPress.ts'
import { pressControl } from './pressControl.ts'
import { controls, pressedBy } from './shortcuts.ts'
import { areSingleKeysOn } from './singleKeys.ts'

/** What the keys open; the same functions at every call, else the keys are listened to anew each time. */
interface Opens {
  help: () => void
  palette: () => void
}

/** So long after `g` the second key still belongs to it, in milliseconds. */
const patienceMs = 1_500
const fields = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'

/** Listens to the keys of all pages, and does what they mean. */
export function useKeys({ help, palette }: Opens): void {
  useEffect(() => {
    let goneAt = Number.NEGATIVE_INFINITY
    function isDone(event: KeyboardEvent): boolean {
      const { target, timeStamp, key } = event
      const pressed = keyPress({
        key,
        isCommand: event.ctrlKey || event.metaKey,
        isAlt: event.altKey,
        isTyping: target instanceof HTMLElement && target.closest(fields) !== null,
        isInDialog: document.querySelector('dialog[open]') !== null,
        isGoing: timeStamp - goneAt < patienceMs,
        areSingleKeysOn: areSingleKeysOn(),
      })
      if (key !== 'Shift') goneAt = Number.NEGATIVE_INFINITY
      switch (pressed.kind) {
        case 'none':
          return false
        case 'palette':
          palette()
          return true
        case 'help':
          help()
          return true
        case 'go':
          goneAt = timeStamp
          return true
        case 'search':
          return leadToSearch()
        case 'page':
          return pressControl(`g ${pressed.key}`)
        case 'control':
          return controls.some(({ keys }) => keys === pressed.key) && pressControl(pressed.key)
      }
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return
      if (isDone(event)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [help, palette])
}

/** A page that has a field of its own for `/` (the filter of the pods) keeps it. */
function leadToSearch(): boolean {
  const field =
    document.querySelector<HTMLInputElement>(`main ${pressedBy('/')}`) ??
    document.querySelector<HTMLInputElement>(pressedBy('/'))
  field?.focus()
  field?.select()
  return field !== null
}
