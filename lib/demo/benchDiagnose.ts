import { availableParallelism } from 'node:os'
import { manyPods } from '#lib/diagnose/builders/manyPods.ts'
import { diagnose } from '#lib/diagnose/diagnose.ts'

/** Prints how long the diagnosis of a pod takes: `npm run bench:diagnose [-- PODS LINKS]`, by default 2000 and 50. */
const [pods = 2_000, links = 50] = process.argv.slice(2).map(Number)

const goes = 3
const inputs = manyPods(pods, links)
let findings = 0

/** Milliseconds of one pass over all pods, by pod. */
function pass(): number[] {
  findings = 0
  return inputs.map(input => {
    const begun = performance.now()
    findings += diagnose(input).findings.length
    return performance.now() - begun
  })
}

const percentile = (values: readonly number[], share: number) => {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2)
}
const line = (name: string, values: readonly number[]) =>
  `${name.padEnd(28)} p50 ${percentile(values, 0.5)} ms   p99 ${percentile(values, 0.99)} ms   longest ${percentile(values, 1)} ms\n`

const passes = Array.from({ length: goes }, pass)
const best = inputs.map((_, place) =>
  Math.min(...passes.map(times => times[place] ?? Number.POSITIVE_INFINITY)),
)

process.stdout.write(
  `${pods} pods with ${links} links each, ${findings} findings a pass; ${availableParallelism()} cores\n`,
)
for (const [place, times] of passes.entries()) process.stdout.write(line(`pass ${place + 1}`, times))
process.stdout.write(line(`each pod's best of ${goes}`, best))
