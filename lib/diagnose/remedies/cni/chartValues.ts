import type { Keeper } from '../keeper.ts'
import { outsidePatch, type RemedyPatch } from '../objectPatch.ts'
import type { PlainMap } from '../plain.ts'
import { toYaml } from '../toYaml.ts'

/**
 * The values of a CNI's own chart that make it keep ports, for whoever keeps it by that chart. Null where no tool
 * that renders charts keeps it.
 */
export function chartValues(keeper: Keeper | null, chart: string, values: PlainMap): RemedyPatch | null {
  if (!keeper || !rendersCharts.has(keeper.name)) return null
  const manifest = toYaml(values)
  return {
    ...outsidePatch(
      `values of the chart ${chart} (kept by ${keeper.name})`,
      keeper.source,
      manifest.split('\n').map(text => ({ sign: '+' as const, text })),
    ),
    manifest,
  }
}

const rendersCharts: ReadonlySet<string> = new Set(['Helm', 'Argo CD', 'Flux', 'Flux (HelmRelease)'])
