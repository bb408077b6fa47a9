import type { FixScope } from '#lib/tailnet/fix.ts'
import type { WeekTarget } from '#lib/tailnet/week.ts'

/** What a review is about. */
export type ReviewScope =
  | { kind: 'all' }
  | { kind: 'cluster'; cluster: string }
  | { kind: 'namespace'; cluster: string; namespace: string }
  | { kind: 'team'; team: string }

/** A scope as a choice on the page. `key` stands in the address and in the store, with the cluster's id. */
export interface ScopeChoice {
  scope: ReviewScope
  key: string
  name: string
}

const parts = (...names: string[]) => names.map(encodeURIComponent).join('/')

export function scopeKey(scope: ReviewScope): string {
  switch (scope.kind) {
    case 'all':
      return 'all'
    case 'cluster':
      return parts('cluster', scope.cluster)
    case 'namespace':
      return parts('namespace', scope.cluster, scope.namespace)
    case 'team':
      return parts('team', scope.team)
  }
}

/** Where a target's people are: an operator's proxy stands in its own namespace and belongs to its parent's. */
const namespaceOf = ({ place }: WeekTarget) => place.parent?.namespace ?? place.namespace

export function isInReview(scope: ReviewScope, target: WeekTarget): boolean {
  switch (scope.kind) {
    case 'all':
      return true
    case 'cluster':
      return target.place.cluster.id === scope.cluster
    case 'namespace':
      return target.place.cluster.id === scope.cluster && namespaceOf(target) === scope.namespace
    case 'team':
      return target.team === scope.team
  }
}

/** Does a fix concern a target? Of one that is for a node nobody knows here who stood on it. */
export const isFixOf = (fix: FixScope, { place }: WeekTarget) =>
  fix.cluster === place.cluster.id &&
  fix.node === null &&
  (fix.namespace === null || fix.namespace === place.namespace) &&
  (fix.target === null || fix.target === place.id)

/** All that there is to choose among for some targets: everything first, then clusters, namespaces, teams by name. */
export function scopeChoices(targets: readonly WeekTarget[]): ScopeChoice[] {
  const choices = new Map<string, ScopeChoice>()
  const add = (scope: ReviewScope, name: string) => {
    const key = scopeKey(scope)
    choices.set(key, { scope, key, name })
  }
  for (const target of targets) {
    const { cluster } = target.place
    const namespace = namespaceOf(target)
    add({ kind: 'cluster', cluster: cluster.id }, cluster.name)
    add({ kind: 'namespace', cluster: cluster.id, namespace }, `${cluster.name} / ${namespace}`)
    if (target.team !== null) add({ kind: 'team', team: target.team }, target.team)
  }
  const order = ['cluster', 'namespace', 'team']
  const sorted = [...choices.values()].sort(
    (a, b) =>
      order.indexOf(a.scope.kind) - order.indexOf(b.scope.kind) ||
      a.name.localeCompare(b.name) ||
      a.key.localeCompare(b.key),
  )
  return [{ scope: { kind: 'all' }, key: 'all', name: 'All clusters' }, ...sorted]
}
