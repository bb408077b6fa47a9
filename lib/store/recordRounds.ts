import { type Database, type Transaction, transaction } from './database.ts'
import { readyPartitions } from './readyPartitions.ts'
import { derpRegions } from './round/derpRegions.ts'
import { dropSpans } from './round/dropSpans.ts'
import { foldRound } from './round/foldRound.ts'
import { type Ledger, newLedger } from './round/ledger.ts'
import { loadCuts } from './round/loadCuts.ts'
import { loadLinks } from './round/loadLinks.ts'
import { loadObservers } from './round/loadObservers.ts'
import type { Observer } from './round/observer.ts'
import { saveObservers } from './round/saveObservers.ts'
import { takeRounds } from './round/takeRounds.ts'
import { writeGaps } from './round/writeGaps.ts'
import { writeLinks } from './round/writeLinks.ts'
import { writeLinkTraffic } from './round/writeLinkTraffic.ts'
import { writePathTime } from './round/writePathTime.ts'
import { writeSilences } from './round/writeSilences.ts'
import { writeSpans } from './round/writeSpans.ts'
import { writeTraffic } from './round/writeTraffic.ts'
import type { RoundResult, RoundWrite } from './roundWrite.ts'
import { noteEvents } from './write/noteEvents.ts'
import { saveFacts } from './write/saveFacts.ts'

/**
 * Keeps rounds, in one transaction: all of them or none. A round (pod, source, slot) that is there already is left
 * alone, so a batch may be written again after a cut, or by two collectors. What is compared with what came before is
 * compared here in memory; then each table is written once. Rejects where the server is away. Results are in the order of `writes`.
 */
export async function recordRounds(db: Database, writes: readonly RoundWrite[]): Promise<RoundResult[]> {
  if (writes.length === 0) return []
  await readyPartitions(
    db,
    writes.flatMap(({ slot, startedAt }) => [slot, startedAt]),
  )
  return await transaction(db, async tx => {
    const observers = await loadObservers(tx, writes)
    const fresh = await takeRounds(tx, writes)
    const links = await loadLinks(tx, devicesOf(observers.values(), fresh))
    const ledger = newLedger(links, await loadCuts(tx, links))
    const regionByCode = await derpRegions(tx)
    const results = new Map<RoundWrite, RoundResult>()
    const touched = new Set<Observer>()
    for (const write of [...fresh].sort(byTime)) {
      const observer = observers.get(write.podUid)
      if (!observer) continue
      const result = foldRound(ledger, observer, write, regionByCode)
      results.set(write, result)
      if (!result.duplicate) touched.add(observer)
    }
    if (touched.size > 0) {
      await saveObservers(tx, touched)
      await write(tx, ledger)
    }
    return writes.map(each => results.get(each) ?? { duplicate: true, flips: 0 })
  })
}

/** Devices whose links the rounds may touch. */
function devicesOf(observers: Iterable<Observer>, fresh: Iterable<RoundWrite>): Set<string> {
  const devices = new Set([...observers].flatMap(observer => observer.device ?? []))
  for (const { outcome } of fresh) {
    const self = outcome.ok ? outcome.reading.status?.self : null
    if (self) devices.add(self.device)
  }
  return devices
}

const byTime = (a: RoundWrite, b: RoundWrite) =>
  a.startedAt.getTime() - b.startedAt.getTime() || a.slot.getTime() - b.slot.getTime()

async function write(tx: Transaction, ledger: Ledger): Promise<void> {
  await dropSpans(tx, ledger.joined)
  await writeSpans(tx, ledger.spans)
  await writeLinks(tx, ledger)
  await writeTraffic(tx, ledger.traffic)
  await writeLinkTraffic(tx, ledger.linkTraffic)
  await writePathTime(tx, ledger.pathTime)
  await writeGaps(tx, ledger.gaps)
  await writeSilences(tx, ledger.silences)
  await saveFacts(tx, ledger.facts)
  await noteEvents(tx, ledger.events)
}
