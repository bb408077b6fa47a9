import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The style sheets of what a frozen view is made of, in the order of the cascade. */
const files = [
  'app/styles/tokens.css',
  'app/styles/base.css',
  'components/text/text.css',
  'components/path/path.css',
  'components/panel/panel.css',
  'components/table/table.css',
  'components/chart/chart.css',
  'components/overview/overview.css',
  'components/target/target.css',
  'components/matrix/matrix.css',
  'components/review/review.css',
  'components/share/share.css',
]
const faces = [
  ['Geist', 'geist'],
  ['Geist Mono', 'geist-mono'],
]
  .map(
    ([family, file]) =>
      `@font-face{font-family:'${family}';src:url(/fonts/${file}.woff2) format('woff2');font-weight:100 900;font-display:swap}`,
  )
  .join('')

let read: string | null = null

/** All of it in one text, to stand in the page: a frozen view asks this host for nothing but its fonts. */
export function stylesheet(): string {
  read ??= [
    faces,
    ":root{--font-geist-sans:'Geist';--font-geist-mono:'Geist Mono'}",
    ...files.map(file => readFileSync(join(/* turbopackIgnore: true */ process.cwd(), file), 'utf8')),
  ]
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
  return read
}
