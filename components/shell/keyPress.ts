/** A key as the pages take it. */
export type KeyPress =
  | { kind: 'palette' }
  | { kind: 'help' }
  /** The first of two keys. */
  | { kind: 'go' }
  | { kind: 'page'; key: string }
  | { kind: 'search' }
  | { kind: 'control'; key: string }
  | { kind: 'none' }

const none: KeyPress = { kind: 'none' }

interface Pressed {
  key: string
  /** Ctrl or Cmd. */
  isCommand: boolean
  isAlt: boolean
  /** Within a field, where a letter is a letter. */
  isTyping: boolean
  /** A dialog is open: only what belongs to it. */
  isInDialog: boolean
  /** `g` was pressed just before. */
  isGoing: boolean
  areSingleKeysOn: boolean
}

/**
 * What a pressed key means. Shift is not asked for: some keyboards need it for `/` or `?`, others do not. Alt stands on some
 * keyboards before `[` and `]`; there the key arrives with it, and is left to the system all the same.
 */
export function keyPress(pressed: Pressed): KeyPress {
  const { key, isCommand, isAlt, isTyping, isInDialog, isGoing, areSingleKeysOn } = pressed
  if (isCommand) return key.toLowerCase() === 'k' && !isAlt ? { kind: 'palette' } : none
  if (isAlt || isTyping || isInDialog || !areSingleKeysOn || key.length !== 1) return none
  if (isGoing) return { kind: 'page', key }
  switch (key) {
    case '?':
      return { kind: 'help' }
    case '/':
      return { kind: 'search' }
    case 'g':
      return { kind: 'go' }
    default:
      return { kind: 'control', key }
  }
}
