import { ButtonLink } from '#components/control/ButtonLink.tsx'
import { Section } from '#components/panel/Section.tsx'
import { State } from '#components/panel/State.tsx'
import { Verdict } from '#components/panel/Verdict.tsx'

export default function NotFound() {
  return (
    <>
      <Verdict headline="There is nothing at this address." />
      <Section title="Where to go on">
        <State
          kind="info"
          title="No page, or no pod of that name"
          actions={
            <>
              <ButtonLink href="/pods">All pods</ButtonLink>
              <ButtonLink href="/">Overview</ButtonLink>
            </>
          }
        >
          A pod that is gone keeps its page for as long as its history is kept. Check cluster, namespace and
          name.
        </State>
      </Section>
    </>
  )
}
