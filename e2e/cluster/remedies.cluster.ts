import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diagnose } from '#lib/diagnose/diagnose.ts'
import { inputFromFiles } from '#lib/explain/inputFromFiles.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import type { Remedy } from '#lib/tailnet/finding.ts'
import { dryRun, isNamed } from './dryRun.ts'
import { recordedPods } from './playRecordings.ts'
import { installKinds, putObjects } from './putObjects.ts'
import { type Cluster, startCluster } from './startCluster.ts'

const lab = join(import.meta.dirname, '../../lib/fake/lab')
const file = (...path: string[]) => ({
  name: path.at(-1) ?? '',
  text: readFileSync(join(lab, ...path), 'utf8'),
})

/** The remedies that are proposed for a recorded pod, each patch once. */
function patchesFor(target: string, cluster: string): { remedy: string; patch: Remedy['patches'][number] }[] {
  const subject = inputFromFiles({
    status: file('base', target, 'status.json'),
    netcheck: file('base', target, 'netcheck.json'),
    metrics: file('base', target, 'metrics.txt'),
    log: file('base', target, 'log.txt'),
    pings: file('base', target, 'pings.json'),
    devices: file('base', 'devices.json'),
    clusters: [file('clusters', `${cluster}.json`)],
    derpMap: file('derpmap.json'),
    pod: null,
  })
  if (!subject.ok) throw new Error(subject.failure.detail)
  return diagnose(subject.value.input).remedies.flatMap(({ id, patches }) =>
    patches.map(patch => ({ remedy: id, patch })),
  )
}

describe.each(labWorld().clusters)(
  'the patches for the pods of $name, tried by the server',
  ({ name, objects }) => {
    let cluster: Cluster
    beforeAll(async () => {
      cluster = await startCluster(name)
      await installKinds(cluster.admin)
      await putObjects(cluster.admin, objects)
    })
    afterAll(() => cluster?.stop())

    test.each(recordedPods(name).map(({ target }) => target))(
      '%s: each passes, and changes nothing but the fields that it names',
      async target => {
        const tried: string[] = []
        for (const { remedy, patch } of patchesFor(target, name)) {
          const run = await dryRun(cluster.admin, patch)
          if (!run) continue
          const what = `${remedy}: ${patch.object}`
          const { answer, changed, named } = run
          expect([what, answer.status, answer.status < 300 ? '' : answer.text]).toEqual([
            what,
            expect.toBeOneOf([200, 201]),
            '',
          ])
          expect([what, changed.filter(path => !isNamed(path, named))]).toEqual([what, []])
          tried.push(what)
        }
        process.stdout.write(`${name} ${target}: ${tried.length} patches tried\n`)
      },
    )
  },
)
