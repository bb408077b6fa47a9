import type { Remedy } from '#lib/tailnet/finding.ts'
import type { FrozenRemedy } from './frozen.ts'

/** A remedy with its patch: no command and no manifest, which hold more than the patch shows. */
export function freezeRemedy(remedy: Remedy): FrozenRemedy {
  const { title, certainty, gain, patches, limits, verify } = remedy
  return {
    title,
    certainty,
    gain: gain
      ? `Predicted: ${gain.derpBefore} to ${gain.derpAfter} on DERP, ${gain.directAfter} direct, ${gain.relayAfter} by peer relay.`
      : 'No effect on the paths can be predicted.',
    patches: patches.map(({ object, diff }) => ({
      object,
      diff: diff.map(({ sign, text }) => ({ sign, text })),
    })),
    limits: [...limits],
    verify: verify.expect,
  }
}
