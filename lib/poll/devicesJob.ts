import { saveDevices } from '#lib/store/saveDevices.ts'
import { saveTailnet } from '#lib/store/saveTailnet.ts'
import type { DerpRegion, Device, PolicyFacts } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'
import type { Context } from './context.ts'
import { stateAfter } from './health.ts'
import type { Job } from './job.ts'

/** What the collector asks of the control plane. */
export interface ControlPlane {
  devices(): Promise<Outcome<Device[]>>
  policy(): Promise<Outcome<PolicyFacts>>
  settings(): Promise<Outcome<TailnetSettings>>
}

/** The last good answers, for the jobs that join them with others. */
export interface Tailnet {
  devices: Device[]
  /** False until the device list was read once: an empty list is then not known to be empty. */
  devicesRead: boolean
  devicesAt: Date | null
  policy: PolicyFacts | null
  policyAt: Date | null
  settings: TailnetSettings | null
  derpMap: DerpRegion[]
}

export const unreadTailnet = (): Tailnet => ({
  devices: [],
  devicesRead: false,
  devicesAt: null,
  policy: null,
  policyAt: null,
  settings: null,
  derpMap: [],
})

/** Reads the device list, the policy file and the settings. Without an answer the last one stays in force. */
export function devicesJob(context: Context, control: ControlPlane, tailnet: Tailnet): Job {
  const { db, persist, clock, settings, health, changed } = context

  async function readDevices(): Promise<void> {
    const at = clock.now()
    const answer = await control.devices()
    if (answer.ok) {
      await persist('devices', () => saveDevices(db, { at, devices: answer.value }))
      if (changedFor(tailnet.devices, answer.value)) changed.markAll()
      tailnet.devices = answer.value
      tailnet.devicesRead = true
      tailnet.devicesAt = at
    }
    await report('tailscale:devices', 'Tailscale API: devices', answer)
  }

  async function readPolicy(): Promise<void> {
    const at = clock.now()
    const answer = await control.policy()
    if (answer.ok) tailnet.policyAt = at
    if (answer.ok && JSON.stringify(answer.value) !== JSON.stringify(tailnet.policy)) {
      await persist('policy', () => saveTailnet(db, { policy: answer.value, at }))
      tailnet.policy = answer.value
      changed.markAll()
    }
    await report('tailscale:policy', 'Tailscale API: policy file', answer)
  }

  /** Where they are refused, or the control plane has none (Headscale), that is what is known of them. */
  async function readSettings(): Promise<void> {
    const answer = await control.settings()
    const isRefused =
      !answer.ok && (answer.failure.code === 'forbidden' || answer.failure.code === 'not_found')
    const now = answer.ok ? answer.value : isRefused ? null : tailnet.settings
    if (JSON.stringify(now) !== JSON.stringify(tailnet.settings)) {
      await persist('settings', () => saveTailnet(db, { settings: now }))
      tailnet.settings = now
      changed.markAll()
    }
    const isAbsent = !answer.ok && answer.failure.code === 'not_found'
    await report('tailscale:settings', 'Tailscale API: settings of the tailnet', answer, isAbsent)
  }

  const report = (id: string, title: string, answer: Outcome<unknown>, isAbsent = false) =>
    health({
      id,
      clusterId: null,
      title,
      ...(answer.ok
        ? { state: 'ok', failure: null }
        : { state: isAbsent ? 'absent' : stateAfter(answer.failure), failure: answer.failure }),
    })

  return {
    name: 'tailscale API',
    intervalSeconds: settings.apiSeconds,
    run: async () => {
      await Promise.all([readDevices(), readPolicy(), readSettings()])
    },
  }
}

/** Did anything change that a diagnosis rests on? Times and latencies move with every list. */
function changedFor(before: readonly Device[], after: readonly Device[]): boolean {
  return keysOf(before) !== keysOf(after)
}

function keysOf(devices: readonly Device[]): string {
  return devices
    .map(({ connectivity, lastSeen: _, ...device }) =>
      JSON.stringify([
        device,
        connectivity ? { ...connectivity, latency: connectivity.latency.length > 0 } : null,
      ]),
    )
    .sort()
    .join('\n')
}
