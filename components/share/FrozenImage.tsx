import type { Card } from '#lib/report/frozenCard.ts'
import { ImageChart } from './ImageChart.tsx'
import { ImageGlyph } from './ImageGlyph.tsx'
import { imageColours as colour } from './imageColours.ts'

/** The picture that a chat unfolds, 1200 × 630: verdict, chart, cause, time. Drawn by Satori: boxes by flex, no style sheet. */
export function FrozenImage({ card }: { card: Card }) {
  const { headline, reason, counts, subject, taken } = card
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        width: 1200,
        height: 630,
        padding: '44px 56px 34px',
        background: colour.surface,
        color: colour.text,
        fontFamily: 'Geist',
      }}
    >
      <div style={{ display: 'flex', alignItems: 'center', fontSize: 24, fontWeight: 600 }}>
        <svg width="44" height="30" viewBox="0 0 26 18" aria-hidden="true">
          <path d="M4 9H17" stroke={colour.text} strokeWidth="2" />
          <circle cx="21" cy="9" r="4" fill={colour.direct} />
          <path
            d="M4 9 9 3.5H14"
            fill="none"
            stroke={colour.text}
            strokeWidth="2"
            strokeDasharray="0 3.4"
            strokeLinecap="round"
          />
          <path d="M17.4 .4 20.6 6H14.2Z" fill={colour.derp} />
          <circle cx="3.5" cy="9" r="2.5" fill={colour.text} />
        </svg>
        <div style={{ display: 'flex', marginLeft: 14 }}>tailpath</div>
        <div
          style={{
            display: 'flex',
            marginLeft: 'auto',
            padding: '4px 14px',
            border: `2px solid ${colour.text}`,
            fontSize: 22,
            fontWeight: 500,
          }}
        >
          Frozen copy
        </div>
      </div>
      <div
        style={{
          display: 'flex',
          marginTop: 22,
          fontSize: headline.length > 66 ? 38 : headline.length > 42 ? 46 : 56,
          fontWeight: 600,
          letterSpacing: '-0.03em',
          lineHeight: 1.08,
        }}
      >
        {headline}
      </div>
      <div
        style={{
          display: 'flex',
          marginTop: 10,
          color: colour.text2,
          fontSize: reason.length > 120 ? 23 : 26,
          lineHeight: 1.3,
        }}
      >
        {reason}
      </div>
      <div style={{ display: 'flex', flexGrow: 1, alignItems: 'flex-end' }}>
        <ImageChart card={card} />
      </div>
      <div
        style={{
          display: 'flex',
          alignItems: 'center',
          marginTop: 12,
          paddingTop: 12,
          borderTop: `2px solid ${colour.text}`,
          fontSize: 22,
        }}
      >
        {counts.map(({ kind, words }) => (
          <div key={kind} style={{ display: 'flex', alignItems: 'center', marginRight: 28 }}>
            <ImageGlyph kind={kind} />
            <div style={{ display: 'flex', marginLeft: 10 }}>{words}</div>
          </div>
        ))}
        <div style={{ display: 'flex', color: colour.text2 }}>{subject}</div>
        <div style={{ display: 'flex', marginLeft: 'auto', color: colour.text2 }}>{taken}</div>
      </div>
    </div>
  )
}
