import { ButtonLink } from '../control/ButtonLink.tsx'
import { State } from './State.tsx'
import { Verdict } from './Verdict.tsx'

/** Instead of a page whose address asks for hours that cannot be read: said, never guessed. */
export function BadRange({ why }: { why: string }) {
  return (
    <>
      <Verdict headline="The range in the address cannot be read." />
      <State
        kind="warning"
        title={why}
        actions={<ButtonLink href="?from=6h&to=">Show the last 6 h</ButtonLink>}
      >
        Choose a range in the bar above, or mend the address.
      </State>
    </>
  )
}
