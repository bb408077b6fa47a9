import type { HitView } from '#lib/report/searchView.ts'

/** What a hit is, in a word. */
export const hitWords: Record<HitView['kind'], string> = {
  pod: 'pod',
  device: 'device',
  link: 'link',
  cause: 'cause',
}
