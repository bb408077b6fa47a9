import { type Fake, startFake } from './startFake.ts'
import { labWorld } from './world/labWorld.ts'

export interface Answer {
  status: number
  text: string
  /** Throws where the text is no JSON. */
  json: () => Record<string, unknown>
}

export interface Served {
  fake: Fake
  /** Asks a cluster with its token. */
  ask(cluster: string, path: string, request?: RequestInit): Promise<Answer>
  /** Asks the Tailscale API with its key, or with another `Authorization`. */
  tailscale(path: string, request?: RequestInit): Promise<Answer>
}

async function answer(response: Response): Promise<Answer> {
  const text = await response.text()
  return { status: response.status, text, json: () => JSON.parse(text) }
}

/** The lab over real HTTP, and short ways to ask it. For tests. */
export async function served(now: () => Date): Promise<Served> {
  const fake = await startFake({ world: labWorld({ at: now() }), now })
  return {
    fake,
    async ask(name, path, request = {}) {
      const cluster = fake.clusters.find(one => one.name === name)
      const headers = { Authorization: `Bearer ${cluster?.token}`, ...request.headers }
      return answer(await fetch(`${cluster?.url}${path}`, { ...request, headers }))
    },
    async tailscale(path, request = {}) {
      const headers = { Authorization: `Bearer ${fake.apiKey}`, ...request.headers }
      return answer(await fetch(`${fake.tailscaleUrl}/api/v2${path}`, { ...request, headers }))
    },
  }
}
