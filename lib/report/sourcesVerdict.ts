import { counted } from './counted.ts'
import type { SourcesView } from './sourcesView.ts'

/** Whether what the pages show can be trusted, in one sentence, and why not. */
export function sourcesVerdict({ tailscale, clusters, runs }: SourcesView): {
  headline: string
  reasons: string[]
} {
  const sources = [...tailscale, ...clusters.flatMap(cluster => cluster.sources)]
  const asked = sources.filter(source => source.state !== 'off' && source.state !== 'absent')
  const bad = asked.filter(source => source.state !== 'ok')
  const judged = clusters.reduce((sum, cluster) => sum + cluster.judged, 0)
  const targets = clusters.reduce((sum, cluster) => sum + cluster.targets, 0)
  const pods = `${judged} of ${counted(targets, 'pod')} ${judged === 1 ? 'is' : 'are'} judged`
  const isApiOff = tailscale.some(({ id, state }) => id === 'tailscale:devices' && state === 'off')
  if (asked.length === 0 && isApiOff)
    return {
      headline: 'Nothing has been pushed yet, and nothing else is to be asked.',
      reasons: ['A pod or a host tells of itself by push.sh and a token (docs/push.md).'],
    }
  if (asked.length === 0)
    return {
      headline: 'No source has been asked yet.',
      reasons: ['The collector asks them within seconds of its start.'],
    }
  const headline =
    bad.length === 0
      ? `${asked.length === 1 ? 'The one source answers' : `All ${counted(asked.length, 'source')} answer`}; ${pods}.`
      : `${bad.length} of ${counted(asked.length, 'source')} ${bad.length === 1 ? 'does' : 'do'} not answer; ${pods}.`
  const [newest] = runs
  return {
    headline,
    reasons: [
      ...(newest?.state === 'running' ? [] : ['No collector runs now: nothing new is measured.']),
      ...(isApiOff
        ? [
            'The Tailscale API is off: owners, routes and the NAT of other devices are not known, nor the policy; devices are those that pods name.',
          ]
        : []),
      ...(judged < targets
        ? ['A pod that is not judged has a reason below, and what would change that.']
        : []),
    ],
  }
}
