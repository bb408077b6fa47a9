import type { Frozen } from '#lib/report/frozen.ts'
import { printable } from '#lib/report/printable.ts'
import { PathDefs } from '../path/PathDefs.tsx'
import { FrozenBanner } from './FrozenBanner.tsx'
import { FrozenView } from './FrozenView.tsx'

interface Props {
  frozen: Frozen
  expiresAt: Date | null
  redaction: string[]
  css: string
  /** Address of its picture. */
  image: string
  version: string
}

/** A frozen view as a whole document: no script, no link, nothing that leads anywhere. */
export function FrozenDocument({ frozen, expiresAt, redaction, css, image, version }: Props) {
  const title = printable(frozen.headline)
  const said = printable(frozen.reasons.join(' '))
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow, noarchive" />
        <meta name="referrer" content="no-referrer" />
        <title>{`Frozen: ${title} · tailpath`}</title>
        <meta property="og:type" content="article" />
        <meta property="og:site_name" content="tailpath" />
        <meta property="og:title" content={title} />
        <meta property="og:description" content={said} />
        <meta property="og:image" content={image} />
        <meta property="og:image:type" content="image/png" />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <meta property="og:image:alt" content={title} />
        <meta name="twitter:card" content="summary_large_image" />
        {/* Our own style sheets; React would escape their quotes. */}
        <style dangerouslySetInnerHTML={{ __html: css }} />
      </head>
      <body className="frozen-page">
        <PathDefs />
        <header className="frozen-top">
          <b>tailpath</b>
          <span className="faint">Frozen copy, no login needed</span>
        </header>
        <main className="wrap">
          <FrozenBanner frozen={frozen} expiresAt={expiresAt} redaction={redaction} />
          <FrozenView frozen={frozen} />
        </main>
        <footer className="frozen-top">
          A frozen copy made with tailpath {version}. It does not change and leads nowhere.
        </footer>
      </body>
    </html>
  )
}
