import './target.css'

/** Where to read on. Only addresses of the web become links: what else a rule may hold stays text. */
export function Links({ links }: { links: readonly string[] }) {
  if (links.length === 0) return null
  return (
    <p className="t12 faint expect">
      Read:{' '}
      {links.map((link, index) => (
        <span key={link}>
          {index > 0 && ', '}
          {link.startsWith('https://') ? (
            <a href={link} rel="noreferrer">
              {shown(link)}
            </a>
          ) : (
            link
          )}
        </span>
      ))}
    </p>
  )
}

/** The last part of an address says what it is about. */
function shown(link: string): string {
  const { host, pathname, hash } = new URL(link)
  const last = pathname.split('/').filter(Boolean).at(-1) ?? ''
  return `${host.replace(/^www\./, '')}: ${hash ? hash.slice(1) : last}`
}
