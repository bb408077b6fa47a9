import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ImageResponse } from 'next/og'
import { FrozenImage } from '#components/share/FrozenImage.tsx'
import { frozenCard } from '#lib/report/frozenCard.ts'
import type { Database } from '#lib/store/database.ts'
import { frozenOf } from './frozenOf.ts'
import { goneAnswer, shareHeaders } from './goneAnswer.ts'

const size = { width: 1200, height: 630 }
const faces = [
  ['Regular', 400],
  ['Medium', 500],
  ['SemiBold', 600],
] as const
type Face = { name: string; weight: 400 | 500 | 600; data: Buffer }
let read: Promise<Face[]> | null = null

function fonts(): Promise<Face[]> {
  read ??= Promise.all(
    faces.map(async ([face, weight]) => {
      const file = join(
        /* turbopackIgnore: true */ process.cwd(),
        `node_modules/geist/dist/fonts/geist-sans/Geist-${face}.ttf`,
      )
      return { name: 'Geist', weight, data: await readFile(file) }
    }),
  )
  return read
}

/** `GET /share/<token>/og`: the picture that a chat unfolds, of the redacted view alone. */
export async function shareImage(db: Database, token: string): Promise<Response> {
  const opened = await frozenOf(db, token, 'image')
  if (!opened) return goneAnswer()
  const image = new ImageResponse(<FrozenImage card={frozenCard(opened.frozen)} />, {
    ...size,
    fonts: await fonts(),
  })
  return new Response(await image.arrayBuffer(), {
    headers: { ...shareHeaders, 'Content-Type': 'image/png' },
  })
}
