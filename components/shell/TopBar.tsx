import { KeptLink } from '../live/KeptLink.tsx'
import { SearchBox } from '../search/SearchBox.tsx'
import { ShareLink } from '../share/ShareLink.tsx'
import { Nav } from './Nav.tsx'
import './shell.css'
import { ThemeSwitch } from './ThemeSwitch.tsx'
import type { Theme } from './theme.ts'

export function TopBar({ theme }: { theme: Theme }) {
  return (
    <header className="top">
      <KeptLink className="brand" href="/">
        <svg viewBox="0 0 26 18" aria-hidden="true">
          <path d="M4 9H17" stroke="currentColor" strokeWidth="2" />
          <circle cx="21" cy="9" r="4" style={{ fill: 'var(--path-direct)' }} />
          <path
            d="M4 9 9 3.5H14"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeDasharray="0 3.4"
            strokeLinecap="round"
          />
          <path d="M18 .4 21.2 6H14.8Z" style={{ fill: 'var(--path-derp)' }} transform="translate(-.6 0)" />
          <circle cx="3.5" cy="9" r="2.5" fill="currentColor" />
        </svg>
        tailpath
      </KeptLink>
      <Nav />
      <span className="grow" />
      <SearchBox />
      <ShareLink />
      <ThemeSwitch initial={theme} />
    </header>
  )
}
