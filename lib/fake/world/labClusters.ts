import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { KubeObject, World } from '../model.ts'
import { labText } from './labFile.ts'
import { uuid } from './seeded.ts'

const folder = join(import.meta.dirname, '../lab/clusters')
/** The day on which the lab was recorded. */
const recordedAt = Date.parse('2026-11-23T00:00:00Z')
const dayMs = 86_400_000

/**
 * Whole weeks, such that the recordings end at least a day before `at`: nothing was made in the future, and a world
 * that is begun anew within the week has the same times.
 */
export function shiftMs(at: Date): number {
  return Math.floor((at.getTime() - recordedAt - 2 * dayMs) / (7 * dayMs)) * 7 * dayMs
}

/** All RFC 3339 times in a text, moved. */
export function movedTimes(text: string, byMs: number): string {
  return text.replace(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, time =>
    new Date(Date.parse(time) + byMs).toISOString().replace(/\.000Z$/, 'Z'),
  )
}

/** Every cluster has kube-system, by whose UID it is known; some of the recorded lists leave it out. */
function withKubeSystem(name: string, objects: KubeObject[]): KubeObject[] {
  const has = objects.some(object => object.kind === 'Namespace' && object.metadata.name === 'kube-system')
  if (has) return objects
  const uid = uuid(`${name} kube-system`)
  const labels = { 'kubernetes.io/metadata.name': 'kube-system' }
  const metadata = { name: 'kube-system', uid, creationTimestamp: '2026-11-16T08:00:00Z', labels }
  return [{ apiVersion: 'v1', kind: 'Namespace', metadata, spec: { finalizers: ['kubernetes'] } }, ...objects]
}

/** The clusters of the lab with their recorded objects, their times moved by `shiftMs(at)`. */
export function labClusters(at: Date): World['clusters'] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => {
      const text = movedTimes(labText(`clusters/${file}`), shiftMs(at))
      const name = file.replace(/\.json$/, '')
      const objects = withKubeSystem(name, (JSON.parse(text) as { items: KubeObject[] }).items)
      const uidOf = (kind: string) =>
        objects.find(object => object.kind === kind && object.metadata.name === 'kube-system')
      const node = objects.find(object => object.kind === 'Node')
      const info = (node?.status as { nodeInfo?: { kubeletVersion?: string } } | undefined)?.nodeInfo
      return {
        name,
        uid: uidOf('Namespace')?.metadata.uid ?? '',
        version: info?.kubeletVersion ?? 'v1.34.0',
        objects,
      }
    })
}
