import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { shellLine } from './shellQuote.ts'
import { execInto } from './verifyBy.ts'

/** States of a client that is up but not on the tailnet (ipn/backend.go). */
const loggedOut: Record<string, string> = {
  NeedsLogin: 'The client is logged out: its key expired or was removed.',
  NeedsMachineAuth: 'The device waits for an admin’s approval.',
  Stopped: 'The client was stopped by `tailscale down`.',
}

/** A device that is off the tailnet has no path to find. */
export function reauthenticate(scene: Scene): Proposal | null {
  const { pod, input } = scene
  const state = input.own.backendState
  const why = state === null ? undefined : loggedOut[state]
  if (!why) return null
  const inPod = pod?.hasCli ? execInto(scene) : null
  const remake = pod ? shellLine('kubectl', '-n', pod.namespace, 'delete', 'pod', pod.name) : 'tailscale up'
  const steps: Record<string, { title: string; command: string }> = {
    NeedsLogin: {
      title: 'Log it in again',
      command: pod ? `# with a fresh key in the Secret that TS_AUTHKEY names\n${remake}` : remake,
    },
    NeedsMachineAuth: { title: 'Approve the device', command: '' },
    Stopped: { title: 'Start it again', command: inPod ? `${inPod} up` : 'tailscale up' },
  }
  const step = steps[state ?? '']
  return {
    ...bare,
    id: 'r-reauth',
    title: step?.title ?? 'Log it in again',
    why,
    effort: 'field',
    certainty: 'certain',
    change: null,
    patches: step?.command ? [outsidePatch('device', step.command)] : [],
    checks: [{ seen: 'yes', says: `\`BackendState\` is \`${state}\`` }],
    limits: scene.isOperated
      ? ['The operator makes keys for its proxies itself: look at its log where they stay logged out.']
      : ['A new login may make a new device, with a new address: what names the old one has to follow.'],
    verify: {
      command: inPod ? `${inPod} status` : 'tailscale status',
      expect: 'a list of peers, not `Logged out.`',
    },
    links: ['https://tailscale.com/kb/1028/key-expiry', 'https://tailscale.com/kb/1099/device-approval'],
  }
}
