/** What `npm run token` may be asked. */
export type TokenCommand =
  | { kind: 'create'; name: string; clusterName: string; clusterUid: string | null; namespaces: string[] }
  | { kind: 'list' }
  | { kind: 'revoke'; name: string }
  | { kind: 'help' }

export const tokenHelp = `npm run token -- create NAME --cluster CLUSTER [--cluster-uid UID] [--namespaces NS,NS]
    Makes a token and prints it once: it is kept nowhere. Whoever holds it may tell of pods of that one cluster, in
    those namespaces (all where none are named; "hosts" stands for hosts that are no pods).
    UID is the cluster's own: kubectl get namespace kube-system -o jsonpath='{.metadata.uid}'
npm run token -- list
npm run token -- revoke NAME
    Ends it at once.
`

type Read = { ok: true; command: TokenCommand } | { ok: false; why: string }

const nameShape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/
const namespaceShape = /^(\*|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$/
const flags = ['--cluster', '--cluster-uid', '--namespaces']

/** Reads the words behind `npm run token --`. */
export function readTokenCommand(words: readonly string[]): Read {
  const [verb, name = '', ...rest] = words
  switch (verb) {
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      return { ok: true, command: { kind: 'help' } }
    case 'list':
      return { ok: true, command: { kind: 'list' } }
    case 'revoke':
      return name ? { ok: true, command: { kind: 'revoke', name } } : no('revoke which one? Give its name.')
    case 'create':
      return create(name, rest)
    default:
      return no(`"${verb}" is none of create, list, revoke.`)
  }
}

const no = (why: string): Read => ({ ok: false, why })

function create(name: string, rest: readonly string[]): Read {
  if (!nameShape.test(name)) return no('a token needs a name of letters, digits, ".", "_" and "-".')
  const given = new Map<string, string>()
  const words = rest.flatMap(word =>
    /^--[a-z-]+=/.test(word) ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word],
  )
  for (let index = 0; index < words.length; index += 2) {
    const [flag = '', value] = words.slice(index, index + 2)
    if (!flags.includes(flag)) return no(`"${flag}" is none of ${flags.join(', ')}.`)
    if (!value || value.startsWith('--')) return no(`${flag} needs a value.`)
    given.set(flag, value)
  }
  const clusterName = given.get('--cluster')
  if (!clusterName || !nameShape.test(clusterName))
    return no('--cluster names the cluster that the token speaks for.')
  const clusterUid = given.get('--cluster-uid') ?? null
  if (clusterUid !== null && !/^[0-9A-Za-z-]{8,64}$/.test(clusterUid)) return no('--cluster-uid is no UID.')
  const namespaces = (given.get('--namespaces') ?? '*').split(',')
  const odd = namespaces.find(each => !namespaceShape.test(each))
  if (odd !== undefined) return no(`"${odd}" is no namespace.`)
  return { ok: true, command: { kind: 'create', name, clusterName, clusterUid, namespaces } }
}
