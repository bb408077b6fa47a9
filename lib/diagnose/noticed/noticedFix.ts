import type { FactSeen } from '#lib/tailnet/factChange.ts'
import type { NewFix } from '#lib/tailnet/fix.ts'
import { causeByCode } from '../causes/catalogue.ts'
import { aimOf } from './aimOf.ts'
import type { Change } from './change.ts'
import { objectChange } from './objectChange.ts'
import { podChange } from './podChange.ts'
import { tailnetChange } from './tailnetChange.ts'

/**
 * The fix that a changed fact may be: something that opens a way to a direct path, or to a relay of one's own. Null for
 * everything else, a change for the worse among it. What a cloud's firewall or gateway does shows in no object: only a NAT
 * that is measured to be another one tells of it, else a person who marks it. `held` are the causes that held just before, for those that the
 * change may concern.
 */
export function noticedFix(fact: FactSeen, held: readonly string[]): NewFix | null {
  const change = changeOf(fact)
  if (!change) return null
  const { what, remedy, namespace = null, node = null } = change
  const causes = [...new Set(held)].filter(
    code => remedy !== null && causeByCode(code)?.remedies.includes(remedy),
  )
  return {
    scope: { cluster: fact.cluster, namespace, target: fact.target, node },
    what,
    diff: fact.diff,
    remedy,
    causes: causes.sort(),
    aim: aimOf(remedy),
    appliedAt: fact.at,
    noticed: 'by itself',
    by: null,
    note: null,
  }
}

function changeOf({ subjectKind, facet, before, after }: FactSeen): Change | null {
  switch (subjectKind) {
    case 'target':
      return facet === 'pod' && before !== null && after !== null ? podChange(before, after) : null
    case 'cluster':
      return objectChange(facet, before, after)
    case 'tailnet':
      return tailnetChange(before, after)
    case 'device':
      return natChange(facet, before, after)
  }
}

/** What the client measures: its cause lies where no object shows it, in a cloud's gateway or a firewall. */
function natChange(facet: string, before: unknown, after: unknown): Change | null {
  if (facet === 'mapping_varies' && before === 'yes' && after === 'no')
    return { what: 'its NAT became easy', remedy: null }
  if (facet === 'udp' && before === 'no' && after === 'yes')
    return { what: 'UDP came through again', remedy: 'r-udp-egress' }
  return null
}
