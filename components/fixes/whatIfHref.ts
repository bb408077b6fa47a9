import type { Params } from '../live/views.ts'

/** The page with these changes tried (lib/report/tryWord.ts), at one workload where `place` names it. */
export function whatIfHref({ cluster, namespace, name }: Params, words: string): string {
  const search = new URLSearchParams({
    ...(cluster && namespace && name ? { cluster, namespace, name } : {}),
    ...(words === '' ? {} : { with: words }),
  }).toString()
  return `/fixes${search === '' ? '' : `?${search}`}#what-if`
}
