import { parseArgs } from 'node:util'
import { failed } from '#lib/collect/failed.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { rights, type TierRights } from '#lib/tailnet/rights.ts'

/** What a person asked for. */
export type Command = { kind: 'help' } | { kind: 'check'; json: boolean; tiers: TierRights['tier'][] }

const names = rights.map(({ tier }) => tier)

export const help = `Usage: npm run -s check -- [--json] [--tiers T0,T1]

Tells for each source and tier of rights what is there, what is missing, and the exact scope or RBAC rule to add. It reads
the same configuration as npm start, asks the clusters what the account may do (SelfSubjectAccessReview), and changes
nothing.

  --tiers LIST   the tiers that must be there; default all that npm start would use: ${names.join(', ')}, the last of
                 them in the namespaces that exec.namespaces in the configuration file names
  --json         the answer for machines
  --help         this text

Ends with 0, with 1 where something that is asked for is missing, or with 2 where the configuration or a flag is wrong.
`

/** Reads the command line; a failure names the wrong flag. */
export function readCommand(args: readonly string[]): Outcome<Command> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        tiers: { type: 'string' },
      },
    })
    if (values.help) return { ok: true, value: { kind: 'help' } }
    const wanted = values.tiers?.split(',').map(name => name.trim().toUpperCase())
    const odd = wanted?.find(name => !names.some(known => known === name))
    if (odd !== undefined)
      return failed('malformed', `--tiers names ${JSON.stringify(odd)}; the tiers are ${names.join(', ')}`)
    const tiers = names.filter(name => !wanted || wanted.includes(name))
    return { ok: true, value: { kind: 'check', json: values.json ?? false, tiers } }
  } catch (error) {
    return failed('malformed', error instanceof Error ? error.message : 'the command line cannot be read')
  }
}
