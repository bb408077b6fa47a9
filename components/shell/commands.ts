import type { HitView, SearchView } from '#lib/report/searchView.ts'
import { optionsOf } from '../search/Found.tsx'
import { controlOf, pressElement } from './pressControl.ts'
import { controls, going } from './shortcuts.ts'
import { type Theme, themes } from './theme.ts'

/** A line of the palette. */
export interface Command {
  key: string
  /** "page", "action", "pod": what it is, in a word. */
  what: string
  title: string
  sub: string
  /** What would have done the same. */
  keys: string | null
  mix: HitView['mix']
  path: HitView['path']
  does: { href: string } | { press: () => void }
}

const plain = { sub: '', keys: null, mix: null, path: null }
const themeWords: Record<Theme, string> = { system: 'as the system says', light: 'light', dark: 'dark' }

/** Actions that this page has a control for. */
function actions(): Command[] {
  const themed = (theme: Theme) =>
    document.querySelector<HTMLElement>(`[data-theme-choice=${JSON.stringify(theme)}]`)
  return [
    ...controls
      .filter(({ keys }) => controlOf(keys) !== null)
      .map(({ keys, title }) => ({
        ...plain,
        key: `control ${keys}`,
        what: 'action',
        title,
        keys,
        does: { press: () => void pressElement(controlOf(keys)) },
      })),
    ...themes.map(theme => ({
      ...plain,
      key: `theme ${theme}`,
      what: 'action',
      title: `Theme: ${themeWords[theme]}`,
      does: { press: () => void pressElement(themed(theme)) },
    })),
  ]
}

const pageCommands: Command[] = going.map(({ href, title, keys }) => ({
  ...plain,
  key: `page ${href}`,
  what: 'page',
  title,
  keys,
  does: { href },
}))

/** What the typed words leave of actions and pages, then what a search found, then the way to all of it. */
export function commandsFor(text: string, found: SearchView | null): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = ({ title, what }: Command) =>
    words.every(word => `${title} ${what}`.toLowerCase().includes(word))
  const q = text.trim()
  const hits = optionsOf(text, found).filter(option => option.what !== 'page')
  const all = `/search?${new URLSearchParams({ q })}`
  return [
    ...[...actions(), ...pageCommands].filter(matches),
    ...hits.map(({ href, isExact: _, ...hit }) => ({ ...hit, keys: null, does: { href } })),
    ...(q === ''
      ? []
      : [{ ...plain, key: 'all', what: 'search', title: `All results for “${q}”`, does: { href: all } }]),
  ]
}
