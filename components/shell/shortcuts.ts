import { pages } from './pages.ts'

export interface Shortcut {
  /** As `KeyboardEvent.key` has it; two keys one after the other are parted by a space. */
  keys: string
  title: string
}

/**
 * Keys that press a control which stands on the page. The control says so itself (`aria-keyshortcuts`), so that a screen
 * reader tells of it and a page without the control has no such key.
 */
export const controls: Shortcut[] = [
  { keys: 's', title: 'Share: freeze this view and get its link' },
  { keys: 'c', title: 'Copy link to these very hours' },
  { keys: 'm', title: 'Copy as Markdown' },
  { keys: 'l', title: 'Pause, or jump to now' },
  { keys: 't', title: 'Choose the hours' },
  { keys: '[', title: 'Earlier' },
  { keys: ']', title: 'Later' },
  { keys: '-', title: 'Zoom out: twice as long' },
]

/** `g`, then a letter of the page. A letter that is no page's presses nothing. */
export const going: (Shortcut & { href: string })[] = pages.map(({ href, title, key }) => ({
  keys: `g ${key}`,
  title,
  href,
}))

export const finding: Shortcut[] = [
  { keys: '/', title: 'Search; on a page with a filter of its own, that filter' },
  { keys: '?', title: 'This list' },
]

/** The attribute of a control that a key presses. */
export const pressedBy = (key: string) => `[aria-keyshortcuts~=${JSON.stringify(key)}]`
