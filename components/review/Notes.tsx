import { Name } from '../text/Name.tsx'

interface Props {
  notes: { id: string; at: string; by: string; text: string }[]
}

/** What people wrote, as they wrote it. */
export function Notes({ notes }: Props) {
  if (notes.length === 0) return <p className="dim">Nobody has written a note yet.</p>
  return (
    <ul className="notelist">
      {notes.map(({ id, at, by, text }) => (
        <li key={id}>
          <span>
            “<Name name={text} />”
          </span>{' '}
          <span className="dim t12">
            <Name name={by} />, {at}
          </span>
        </li>
      ))}
    </ul>
  )
}
