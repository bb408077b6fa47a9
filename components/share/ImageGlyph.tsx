import type { PathKind } from '#lib/tailnet/path.ts'
import { imageColours as colour } from './imageColours.ts'

/** The sign of a path in an image: the shapes of PathSymbols. */
export function ImageGlyph({ kind }: { kind: PathKind }) {
  return (
    <svg width="20" height="20" viewBox="0 0 12 12" aria-hidden="true">
      {shapeOf(kind)}
    </svg>
  )
}

/** A function, no component: the renderer of images takes only plain elements inside an svg. */
function shapeOf(kind: PathKind) {
  switch (kind) {
    case 'direct':
      return <circle cx="6" cy="6" r="4.6" fill={colour.direct} />
    case 'peer_relay':
      return <path d="M6 .4 11.6 6 6 11.6 .4 6Z" fill={colour.relay} />
    case 'derp':
      return <path d="M6 .9 11.6 10.9H.4Z" fill={colour.derp} />
    case 'no_answer':
      return <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" stroke={colour.idle} strokeWidth="1.6" />
    case 'idle':
    case 'unknown':
      return <circle cx="6" cy="6" r="3.9" fill="none" stroke={colour.idle} strokeWidth="1.5" />
    case 'offline':
      return <path d="M2.2 9.8 9.8 2.2" stroke={colour.offline} strokeWidth="1.6" />
  }
}
