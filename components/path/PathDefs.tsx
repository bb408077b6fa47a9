import { PathPatterns } from './PathPatterns.tsx'
import { PathSymbols } from './PathSymbols.tsx'

/** What glyphs, bars and charts refer to by name; stands once in every page. */
export function PathDefs() {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true" focusable="false">
      <defs>
        <PathPatterns />
        <PathSymbols />
      </defs>
    </svg>
  )
}
