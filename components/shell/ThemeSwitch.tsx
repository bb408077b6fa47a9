'use client'

import { useState } from 'react'
import '../control/control.css'
import { type Theme, themes } from './theme.ts'

const words: Record<Theme, string> = { system: 'Auto', light: 'Light', dark: 'Dark' }
const year = 31_536_000

/** Light, dark, or as the system says. Kept in a cookie, so that the server draws the first paint in it already. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial)
  const choose = (next: Theme) => {
    setTheme(next)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `theme=${next}; path=/; max-age=${year}; samesite=lax`
  }
  return (
    <fieldset className="seg theme" aria-label="Theme">
      {themes.map(one => (
        <button
          type="button"
          key={one}
          data-theme-choice={one}
          aria-pressed={one === theme}
          onClick={() => choose(one)}
        >
          {words[one]}
        </button>
      ))}
    </fieldset>
  )
}
