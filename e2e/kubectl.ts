import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const stage = z.object({
  clusters: z.array(z.object({ name: z.string(), url: z.string(), token: z.string() })),
})

/** Edits an object of a cluster on the stage as `kubectl patch --type=strategic` does. */
export async function patch(cluster: string, path: string, body: unknown): Promise<void> {
  const file = join(resolve(import.meta.dirname, '..'), 'test-results/stage.json')
  const { clusters } = stage.parse(JSON.parse(readFileSync(file, 'utf8')))
  const found = clusters.find(one => one.name === cluster)
  if (!found)
    throw new Error(`no cluster ${cluster} on the stage: ${clusters.map(one => one.name).join(', ')}`)
  const answer = await fetch(`${found.url}${path}`, {
    method: 'PATCH',
    headers: {
      Authorization: `Bearer ${found.token}`,
      'Content-Type': 'application/strategic-merge-patch+json',
    },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
}
