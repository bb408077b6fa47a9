import { imageColours as colour } from './imageColours.ts'

interface Props {
  rows: { name: string; part: number; words: string }[]
  width: number
  height: number
}

const names = 470
const amounts = 130

/** What goes over DERP of each, as a dotted bar against the most. */
export function ImageAmounts({ rows, width, height }: Props) {
  const room = width - names - amounts
  return (
    <div style={{ display: 'flex', flexDirection: 'column', width, height, justifyContent: 'flex-end' }}>
      {rows.map(({ name, part, words }, index) => {
        const wide = Math.max(14, part * room)
        return (
          <div key={index} style={{ display: 'flex', alignItems: 'center', height: 34, fontSize: 21 }}>
            <div style={{ display: 'flex', width: names, whiteSpace: 'nowrap' }}>{name}</div>
            <svg width={room} height="22" viewBox={`0 0 ${room} 22`} aria-hidden="true">
              <rect width={wide} height="22" fill={colour.derpTint} />
              <line
                x1="7"
                x2={wide}
                y1="11"
                y2="11"
                stroke={colour.derp}
                strokeWidth="7"
                strokeDasharray="0 13"
                strokeLinecap="round"
              />
            </svg>
            <div style={{ display: 'flex', width: amounts, justifyContent: 'flex-end' }}>{words}</div>
          </div>
        )
      })}
    </div>
  )
}
