import { availableParallelism } from 'node:os'
import { weekAt, weekBounds, weekShifted } from '#lib/report/isoWeek.ts'
import { isInReview, scopeChoices } from '#lib/report/reviewScope.ts'
import { reviewView } from '#lib/report/reviewView.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { weekBytes } from '#lib/store/read/weekBytes.ts'
import { weekDerpLinks } from '#lib/store/read/weekDerpLinks.ts'
import { weekFacts } from '#lib/store/read/weekFacts.ts'
import { weekFindings } from '#lib/store/read/weekFindings.ts'
import { weekFlaps } from '#lib/store/read/weekFlaps.ts'
import { weekGaps } from '#lib/store/read/weekGaps.ts'
import { weekLinks } from '#lib/store/read/weekLinks.ts'
import { weekMoves } from '#lib/store/read/weekMoves.ts'
import { weekRate } from '#lib/store/read/weekRate.ts'
import { weekRegions } from '#lib/store/read/weekRegions.ts'
import { weekTargets } from '#lib/store/read/weekTargets.ts'
import { weekTime } from '#lib/store/read/weekTime.ts'
import { manyWeeks } from './manyWeeks.ts'

/**
 * Prints what the review of a week costs, question by question, for all and for one team: `node e2e/benchReview.ts
 * [TARGETS PEERS SPANS SPARSE]`, by default 2000 targets with 40 peers, 6 spans a link, and counters of every sixth five
 * minutes (1 is what a busy tailnet leaves behind, and takes long to write).
 */
const [targets = 2_000, peers = 40, spans = 6, sparse = 6] = process.argv.slice(2).map(Number)

const say = (name: string, words: string) => process.stdout.write(`${name.padEnd(34)} ${words}\n`)

async function timed<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  const begun = performance.now()
  const answer = await work()
  say(name, `${(performance.now() - begun).toFixed(0).padStart(7)} ms`)
  return answer
}

const made = await testDatabase()
const db = openDatabase(made.url)
try {
  const now = new Date()
  const week = weekShifted(weekAt(now.getTime(), 'UTC'), -1)
  const window = weekBounds(week, 'UTC')
  say(
    '',
    `${targets} targets, ${targets * peers} links, ${spans} spans each, ${availableParallelism()} cores`,
  )
  await timed('written', () => manyWeeks(made.url, window, { targets, peers, spans, sparse }))
  const found = await timed('targets', () => weekTargets(db, { window, teamLabel: 'team' }))
  const choices = scopeChoices(found)
  for (const key of ['all', 'team/team-7']) {
    const choice = choices.find(each => each.key === key)
    if (!choice) continue
    const mine = found.filter(target => isInReview(choice.scope, target))
    const ids = key === 'all' ? undefined : mine.map(({ place }) => place.id)
    const seen = { window, targets: ids }
    say('', `${choice.name}: ${mine.length} targets`)
    await timed('links', () => weekLinks(db, { at: new Date(window.to.getTime() - 1), targets: ids }))
    await timed('time', () => weekTime(db, { ...seen, isFinestGone: false }))
    await timed('time, made late', () => weekTime(db, { ...seen, isFinestGone: true }))
    await timed('bytes', () => weekBytes(db, seen))
    await timed('moves', () => weekMoves(db, seen))
    await timed('findings', () => weekFindings(db, seen))
    await timed('flaps', () => weekFlaps(db, { ...seen, most: 10 }))
    await timed('regions', () => weekRegions(db, seen))
    await timed('rate', () => weekRate(db, seen))
    await timed('links over DERP', () => weekDerpLinks(db, seen))
    await timed('holes', () => weekGaps(db, seen))
    const facts = await timed('all facts, two at a time', () =>
      weekFacts(db, { window, until: window.to, now, targets: key === 'all' ? null : mine }),
    )
    const view = await timed('shaped', () =>
      reviewView({ ...facts, week, zone: 'UTC', choice, window, now, targets: mine, before: [] }),
    )
    say('kept', `${JSON.stringify(view).length} bytes`)
  }
  say('scopes of the week', String(choices.length))
} finally {
  await closeDatabase(db)
  await made.close()
}
