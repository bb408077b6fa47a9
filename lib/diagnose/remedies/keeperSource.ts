import type { Keeper } from './keeper.ts'
import { shellComment, shellLine } from './shellQuote.ts'

/** The metadata by which a keeper's tool finds its own source. */
export interface KeptMarks {
  labels: Record<string, string>
  annotations: Record<string, string>
}

/**
 * What to run where an object is kept: its tool shows the source and rolls it out. No patch by hand, which would be
 * taken back. The names are those that the tool itself left on the object; one that is missing stays to be filled in.
 */
export function keeperSource(
  keeper: Pick<Keeper, 'name' | 'undoes'>,
  { labels, annotations }: KeptMarks,
): string {
  const lost = `A patch by hand is taken back ${keeper.undoes}.`
  const said = (words: string) => shellComment(`Kept by ${keeper.name}: ${words} ${lost}`)
  const named = (...keys: string[]) => keys.map(key => annotations[key] ?? labels[key]).find(Boolean)
  switch (keeper.name) {
    case 'Helm': {
      const release = named('meta.helm.sh/release-name', 'app.kubernetes.io/instance') ?? '<release>'
      const space = named('meta.helm.sh/release-namespace')
      const helm = (...words: string[]) => shellLine('helm', ...(space ? ['-n', space] : []), ...words)
      const chart = labels['helm.sh/chart']?.replace(/-v?\d+\..*$/, '')
      return [
        said('change its values so that they render the manifest.'),
        `${helm('get', 'values', release, '-o', 'yaml')} > values.yaml`,
        helm('upgrade', release, chart ? `<repository>/${chart}` : '<chart>', '-f', 'values.yaml'),
      ].join('\n')
    }
    case 'Argo CD': {
      const tracked = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0]
      const app =
        tracked || (named('argocd.argoproj.io/instance', 'app.kubernetes.io/instance') ?? '<application>')
      return [
        said(
          'put the manifest into the source that it syncs, as a Kustomize patch or by its chart’s values.',
        ),
        shellLine('argocd', 'app', 'get', app),
        shellLine('argocd', 'app', 'sync', app),
      ].join('\n')
    }
    case 'Flux':
    case 'Flux (HelmRelease)': {
      const kind = keeper.name === 'Flux' ? 'kustomization' : 'helmrelease'
      const prefix = keeper.name === 'Flux' ? 'kustomize' : 'helm'
      const name = named(`${prefix}.toolkit.fluxcd.io/name`) ?? `<${kind}>`
      const space = named(`${prefix}.toolkit.fluxcd.io/namespace`) ?? 'flux-system'
      return [
        said(
          kind === 'kustomization'
            ? 'put the manifest into the source that it applies, as a patch of its Kustomization.'
            : 'put it into `spec.values` of its HelmRelease, or as a patch into `spec.postRenderers`.',
        ),
        shellLine('flux', '-n', space, 'get', `${kind}s`, name),
        shellLine('flux', '-n', space, 'reconcile', kind, name, '--with-source'),
      ].join('\n')
    }
    default:
      return said('put the manifest into its source.')
  }
}
