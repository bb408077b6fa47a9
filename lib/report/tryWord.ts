import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'

/** A remedy to try, as an address names it: at one workload, in a cluster, or everywhere. */
export interface TryWord {
  remedy: string
  cluster: string | null
  namespace: string | null
  name: string | null
}

/** An address may hold so many characters of these words; a proxy refuses a request line much longer. */
export const longestTry = 4_000

const shape = /^(r-[a-z0-9-]{1,64})(?:@([^/@]+)(?:\/([^/@]+)\/([^/@]+))?)?$/

/** "r-set-port@eks/apps/api,r-hostport@eks,r-ipv6", the names escaped. `unread` are the words that say nothing. */
export function readTryWords(text: string): { words: TryWord[]; unread: string[] } {
  const parts = text.split(',').filter(part => part.trim() !== '')
  const read = parts.map(part => ({ part, word: readWord(part.trim()) }))
  return {
    words: read.flatMap(({ word }) => word ?? []),
    unread: read.flatMap(({ part, word }) => (word ? [] : [part])),
  }
}

function readWord(part: string): TryWord | null {
  const [, remedy, ...place] = shape.exec(part) ?? []
  if (!remedy) return null
  try {
    const [cluster = null, namespace = null, name = null] = place.map(each =>
      each === undefined ? null : decodeURIComponent(each),
    )
    return { remedy, cluster, namespace, name }
  } catch {
    // Half an escape names nothing.
    return null
  }
}

/** Does the word mean this remedy at this workload? A cluster is known by its name or its id. */
export const isMeant = (word: TryWord, { id, place }: Pick<RemedyOption, 'id' | 'place'>): boolean =>
  word.remedy === id &&
  (word.cluster === null || word.cluster === place.cluster.name || word.cluster === place.cluster.id) &&
  (word.namespace === null || word.namespace === place.namespace) &&
  (word.name === null || word.name === place.name)

/** The shortest words for these options: of a remedy chosen for all of a cluster's workloads, one. */
export function writeTryWords(chosen: readonly RemedyOption[], all: readonly RemedyOption[]): string {
  const inCluster = ({ id, place }: RemedyOption) => `${id}@${encodeURIComponent(place.cluster.name)}`
  const every = Map.groupBy(all, inCluster)
  return [...Map.groupBy(chosen, inCluster)]
    .flatMap(([word, options]) => {
      const names = new Set(
        options.map(
          ({ place }) => `${word}/${encodeURIComponent(place.namespace)}/${encodeURIComponent(place.name)}`,
        ),
      )
      return options.length > 1 && options.length === every.get(word)?.length ? [word] : [...names]
    })
    .sort()
    .join(',')
}
