import { namePieces, printable } from '#lib/report/printable.ts'
import './text.css'

/** A name that others gave (a pod, a device): set apart, in mono if asked, with unseen characters made visible. */
export function Name({ name, mono = false, cut = false }: { name: string; mono?: boolean; cut?: boolean }) {
  const className = [mono && 'mono', cut && 'ell'].filter(Boolean).join(' ')
  return (
    <bdi {...(className && { className })} {...(cut && { title: printable(name) })}>
      {namePieces(name).map((piece, index) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <span className="tag" key={index}>
            {piece.code}
          </span>
        ),
      )}
    </bdi>
  )
}
