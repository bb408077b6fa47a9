import { forgetSource } from '#lib/store/forgetSource.ts'
import { saveTailnet } from '#lib/store/saveTailnet.ts'
import { saveToldDevices } from '#lib/store/saveToldDevices.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { Tailnet } from './devicesJob.ts'
import type { Job } from './job.ts'
import type { PushedPods } from './pushedPods.ts'
import { toldDevices, toldName } from './toldDevices.ts'

/**
 * Keeps what the pods' own statuses tell of the whole tailnet: what it is called, and as long as no device list was read which
 * devices they see.
 */
export function toldJob(
  context: Context,
  clusters: () => readonly ClusterWatch[],
  pushed: PushedPods,
  api: { isOn: boolean; tailnet: Pick<Tailnet, 'devicesRead'> },
): Job {
  const { db, persist, clock, settings, health } = context
  let kept = { name: '', devices: '' }
  let isTold = false

  /** What the API said in an earlier run says nothing of now. */
  async function noApi(): Promise<void> {
    const title = 'Tailscale API: TAILSCALE_API is off'
    await health({ id: 'tailscale:devices', clusterId: null, title, state: 'off', failure: null })
    if (isTold) return
    for (const id of ['tailscale:policy', 'tailscale:settings'])
      await persist('source', () => forgetSource(db, { id, at: clock.now() }))
    isTold = true
  }

  return {
    name: 'what pods tell of the tailnet',
    intervalSeconds: settings.statusSeconds,
    async run() {
      const memories = [
        ...clusters().flatMap(watch => [...watch.memories.values()]),
        ...[...pushed.values()].map(({ memory }) => memory),
      ]
      const called = toldName(memories.flatMap(({ status }) => status ?? []))
      if (called !== null && called !== kept.name) {
        await persist('name of the tailnet', () => saveTailnet(db, { called }))
        kept = { ...kept, name: called }
      }
      if (!api.isOn) await noApi()
      if (api.tailnet.devicesRead) return
      const devices = toldDevices(memories)
      const said = JSON.stringify(devices)
      if (said === kept.devices) return
      await persist('devices', () => saveToldDevices(db, { at: clock.now(), devices }))
      kept = { ...kept, devices: said }
    },
  }
}
