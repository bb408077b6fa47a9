import { readFileSync } from 'node:fs'
import { parseJson } from '#lib/collect/parseJson.ts'
import { tailscaleClient } from '#lib/collect/tailscale/tailscaleClient.ts'
import { toDerpMap } from '#lib/collect/tailscaled/toDerpMap.ts'
import type { KubernetesSource, RealConfig } from '#lib/config/config.ts'
import type { Database } from '#lib/store/database.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'
import type { DerpRegion } from '#lib/tailnet/device.ts'
import { realClock } from './clock.ts'
import { fromKubeconfigFiles, fromServiceAccount, type OpenerParts } from './clusterOpeners.ts'
import { collector } from './collector.ts'
import { beginRun, endRun } from './collectorRun.ts'
import type { ClusterOpener } from './connect.ts'
import { inLease } from './inLease.ts'
import type { Logger } from './logger.ts'
import { persistWith } from './persist.ts'
import { within } from './within.ts'

export interface RealParts {
  config: RealConfig
  db: Database
  /** Of the same database, for the lease: it needs a connection of its own. */
  url: string
  log: Logger
  signal: AbortSignal
  /** Told "ready" once the first complete round is stored. */
  say: (line: string) => void
}

const goodbyeMs = 5_000

/**
 * Collects from a real tailnet and its clusters until the signal aborts, whenever this process is the one collector of its
 * database. Throws where the database belongs to the demo or to another tailnet, or where a kubeconfig or a DERP map is none.
 */
export async function runReal({ config, db, url, log, signal, say }: RealParts): Promise<void> {
  const clock = realClock
  const clusters = openers(config.kubernetes, { log, now: clock.now })
  const { baseUrl, tailnet, credential } = config.tailscale
  const derpMap = regionsOf(config.derpMap)
  if (clusters.length === 0) {
    const rest = credential ? 'the Tailscale API is read, and' : 'the Tailscale API is off:'
    log.warn(`no cluster is configured: ${rest} what is pushed is taken`)
  }
  await inLease({ url, clock, log, signal }, async stop => {
    const persist = persistWith(clock, log, stop)
    await persist('tailnet', () => openTailnet(db, { mode: 'real', name: tailnet }))
    const run = await persist('start', () => beginRun(db, clock.now()))
    const collecting = collector({
      runId: run.id,
      db,
      clock,
      log,
      settings: config.poll,
      clusters,
      control:
        credential && tailscaleClient({ baseUrl, tailnet, credential, fetch, now: clock.now, signal: stop }),
      ...(derpMap ? { derpMap } : {}),
      signal: stop,
    })
    const goodbye = async (work: Promise<unknown>) => {
      // The database may be gone before the collector: then the gap says so instead.
      await within(goodbyeMs, work).catch((error: unknown) =>
        log.warn({ err: error }, 'ended without a goodbye'),
      )
    }
    try {
      await collecting.first()
      if (!stop.aborted) say('ready')
      await collecting.run()
    } catch (error) {
      // Writes that wait for an absent database are cut off by the stop.
      if (!stop.aborted) throw error
    } finally {
      await goodbye(collecting.close())
      await goodbye(endRun(db, run, clock.now()))
    }
  })
}

function regionsOf(text: string | null): DerpRegion[] | null {
  if (text === null) return null
  const json = parseJson(text, 'TAILPATH_DERP_MAP')
  const regions = json.ok ? toDerpMap(json.value) : json
  if (!regions.ok) throw new Error(`TAILPATH_DERP_MAP is no DERP map: ${regions.failure.detail}`)
  return regions.value
}

function openers(source: KubernetesSource, parts: OpenerParts): ClusterOpener[] {
  switch (source.kind) {
    case 'none':
      return []
    case 'in_cluster':
      return [fromServiceAccount(process.env, parts)]
    case 'kubeconfig': {
      const files = source.files.map(file => ({ file, text: readFileSync(file, 'utf8') }))
      return fromKubeconfigFiles(files, parts, source.contexts)
    }
  }
}
