import { FrozenDocument } from '#components/share/FrozenDocument.tsx'
import type { Database } from '#lib/store/database.ts'
import { frozenOf } from './frozenOf.ts'
import { goneAnswer, shareHeaders } from './goneAnswer.ts'
import type { ShareSettings } from './shareSettings.ts'
import { stylesheet } from './stylesheet.ts'

/**
 * `GET /share/<token>`: the frozen view as a document of its own. It is no page of Next: that would bring the shell with its
 * live questions, scripts, and the token in its data. This one has no script at all.
 */
export async function sharePage(db: Database, token: string, settings: ShareSettings): Promise<Response> {
  const opened = await frozenOf(db, token, 'page')
  if (!opened) return goneAnswer()
  // A static import of it is refused in a route: meant for pages, where Next renders.
  const { renderToStaticMarkup } = await import('react-dom/server')
  const image = `${settings.publicUrl ?? ''}/share/${encodeURIComponent(token)}/og`
  const markup = renderToStaticMarkup(
    <FrozenDocument
      {...opened}
      css={stylesheet()}
      image={image}
      version={process.env.TAILPATH_VERSION ?? ''}
    />,
  )
  return new Response(`<!doctype html>${markup}`, {
    headers: { ...shareHeaders, 'Content-Type': 'text/html; charset=utf-8' },
  })
}
