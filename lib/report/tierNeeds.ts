import type { TierWords } from '#lib/tailnet/rights.ts'

/** How a name of a scope and the path of a manifest are written where the words are read. */
export interface Spelling {
  scope(name: string): string
  /** From the root of the project. */
  file(path: string): string
}

/** On a page, which shows no marks of Markdown. */
export const plainly: Spelling = { scope: name => name, file: path => path }

/** All that a tier needs, in words. The rights write names in backquotes, as Markdown does. */
export function tierNeeds({ scopes, role, condition }: TierWords, { scope, file }: Spelling): string {
  const must = scopes.filter(({ isOptional }) => !isOptional).map(each => scope(each.scope))
  const more = scopes.filter(({ isOptional }) => isOptional)
  return [
    ...(must.length > 0 ? [`Tailscale scope ${must.join(', ')}`] : []),
    ...more.map(each => `with ${scope(each.scope)} also ${spelt(each.why)}`),
    ...(role
      ? [`${file(`deploy/rbac/${role.file}`)}${role.reach === 'namespace' ? ', per namespace' : ''}`]
      : []),
    ...(condition ? [spelt(condition)] : []),
  ].join('; ')

  function spelt(text: string): string {
    return text.replace(/`([^`]+)`/g, (_, name: string) => scope(name))
  }
}
