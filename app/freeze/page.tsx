import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BadRange } from '#components/panel/BadRange.tsx'
import { Section } from '#components/panel/Section.tsx'
import { State } from '#components/panel/State.tsx'
import { Verdict } from '#components/panel/Verdict.tsx'
import { FreezeForm } from '#components/share/FreezeForm.tsx'
import { FrozenView } from '#components/share/FrozenView.tsx'
import { frozenMarkdown } from '#lib/report/frozenMarkdown.ts'
import { redact } from '#lib/report/redact.ts'
import { expiriesUpTo } from '#lib/tailnet/expiry.ts'
import { failureOf } from '../ask/failureOf.ts'
import { freeze } from '../ask/freeze.ts'
import { frozenAsk } from '../ask/frozenAsk.ts'
import type { PageSearch } from '../ask/pageSearch.ts'
import { reviewSettings } from '../ask/reviewSettings.ts'
import { searchOf } from '../ask/searchOf.ts'
import { takenOut } from '../ask/takenOut.ts'
import { database } from '../database.ts'
import { shareSettings } from '../share/shareSettings.ts'

export const metadata: Metadata = { title: 'Freeze and share' }

export default async function FreezePage({ searchParams }: PageSearch) {
  const now = new Date()
  const search = searchOf(await searchParams)
  const read = frozenAsk(search, now)
  if (!read.ok) return <BadRange why={read.why} />
  const redaction = takenOut(search)
  const how = { now, by: null, review: reviewSettings(process.env) }
  const made = await freeze(database(), read.ask, how).catch(failureOf)
  if (made === null) notFound()
  if ('code' in made) {
    return (
      <State kind="critical" title={made.why}>
        {made.todo}
      </State>
    )
  }
  const frozen = redact(made.frozen, redaction, made.known)
  // What is shown below is what is frozen: the same hours, also when the form is sent later.
  for (const name of ['keep', 'at']) search.delete(name)
  search.set('from', read.ask.window.from.toISOString())
  search.set('to', read.ask.window.to.toISOString())
  search.set('zone', read.ask.zone)
  const { most, publicUrl } = shareSettings(process.env)
  return (
    <>
      <Verdict headline="Freeze and share">
        A frozen copy shows what stands below, to whoever has its link, and nothing else. It does not change.
      </Verdict>
      <div className="freeze">
        <FreezeForm
          search={search.toString()}
          redaction={redaction}
          expiries={expiriesUpTo(most)}
          hasPublicUrl={publicUrl !== null}
          markdown={frozenMarkdown(frozen)}
        />
        <Section title="Preview" meta="as it will be frozen, with what you chose taken out">
          <div className="frozen-preview">
            <FrozenView frozen={frozen} />
          </div>
        </Section>
      </div>
    </>
  )
}
