import type { PatchLine } from '#lib/tailnet/finding.ts'
import './overview.css'

const classes = { ' ': undefined, '+': 'a', '-': 'd' } as const

/** Lines that came and went; the sign says so before the colour does. */
export function Diff({ lines }: { lines: PatchLine[] }) {
  return (
    <pre className="diff">
      {lines.map(({ sign, text }, index) => (
        <span key={index} className={classes[sign]}>
          {sign} {text}
        </span>
      ))}
    </pre>
  )
}
