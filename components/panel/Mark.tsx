import './panel.css'

const symbols = { critical: 'crit', warning: 'warn', info: 'info' } as const

/** How bad: a shape before it is a hue. The words beside it say what. */
export function Mark({ level }: { level: keyof typeof symbols }) {
  return (
    <svg className={`sev ${level}`} aria-hidden="true">
      <use href={`#i-${symbols[level]}`} />
    </svg>
  )
}
