import type { LinkedPiece } from '#lib/report/reviewHref.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { Name } from '../text/Name.tsx'

/** Words of which some lead to a page; on paper they are words alone. */
export function Pieces({ pieces }: { pieces: readonly LinkedPiece[] }) {
  return pieces.map(({ text, href }, index) =>
    href === undefined ? (
      <Name key={index} name={text} />
    ) : (
      <KeptLink key={index} href={href}>
        <Name name={text} />
      </KeptLink>
    ),
  )
}
