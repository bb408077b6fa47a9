import { printable } from '#lib/report/printable.ts'
import { Name } from '../text/Name.tsx'
import './pods.css'

/** A long name that gives way in its middle: what follows its last hyphen tells pods apart, so it stays. */
export function MiddleName({ name }: { name: string }) {
  // Cut in two, words written from right to left would change places.
  const cut = /^([\x20-\x7e]{8,})(-[^-\s]{1,12})$/.exec(name)
  if (!cut) return <Name name={name} mono cut />
  return (
    <bdi className="mono mn" title={printable(name)}>
      <span>
        <Name name={cut[1] ?? ''} />
      </span>
      <span>
        <Name name={cut[2] ?? ''} />
      </span>
    </bdi>
  )
}
