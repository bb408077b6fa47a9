import type { Database } from './database.ts'

/**
 * Makes a new database this tailnet's, or checks that it is. Throws where it belongs to another one: demo and real data
 * must never be in one picture, nor two tailnets.
 */
export async function openTailnet(
  db: Database,
  { mode, name }: { mode: 'demo' | 'real'; name: string },
): Promise<void> {
  await db.tailnet.createMany({ data: [{ mode, name }], skipDuplicates: true })
  const { mode: itsMode, name: itsName } = await db.tailnet.findFirstOrThrow()
  if (itsMode === mode && itsName === name) return
  const words = (of: string, called: string) => (of === 'demo' ? 'the demo' : `the tailnet ${called}`)
  throw new Error(
    `This database belongs to ${words(itsMode, itsName)}, not to ${words(mode, name)}: give each its own (DATABASE_URL)`,
  )
}
