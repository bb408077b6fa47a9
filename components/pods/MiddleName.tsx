import { printable } from '#lib/report/printable.ts'
import { Name } from '../text/Name.tsx'
import './pods.css'

/** A long name that gives way in its middle: what follows its last hyphen tells pods apart, so it stays. */
export function MiddleName({ name }: { name: string }) {
  const cut = /^(.{8,})(-[^-]{1,12})$/su.exec(name)
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
