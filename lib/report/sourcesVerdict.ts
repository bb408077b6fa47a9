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
  if (asked.length === 0)
    return {
      headline: 'No source has been asked yet.',
      reasons: ['The collector asks them within seconds of its start.'],
    }
  const headline =
    bad.length === 0
      ? `All ${counted(asked.length, 'source')} ${asked.length === 1 ? 'answers' : 'answer'}; ${pods}.`
      : `${bad.length} of ${counted(asked.length, 'source')} ${bad.length === 1 ? 'does' : 'do'} not answer; ${pods}.`
  const [newest] = runs
  return {
    headline,
    reasons: [
      ...(newest?.state === 'running' ? [] : ['No collector runs now: nothing new is measured.']),
      ...(judged < targets
        ? ['A pod that is not judged has a reason below, and what would change that.']
        : []),
    ],
  }
}
