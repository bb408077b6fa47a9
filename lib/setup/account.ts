import { execFileSync } from 'node:child_process'
import { closedFolder } from './closedFolder.ts'
import { SetupError } from './setupError.ts'

/** How to run a program of Postgres: as ourselves, or (Postgres refuses root) as another account. */
export interface Account {
  /** Null: the account that runs tailpath. */
  id: { uid: number; gid: number } | null
  /** Puts what is needed before a command. */
  command(program: string, args: readonly string[]): [string, string[]]
}

const ourselves: Account = { id: null, command: (program, args) => [program, [...args]] }

/**
 * Postgres will not run as root. Then its programs run as `postgres` or, where there is none, `nobody`. That
 * account cannot pass a closed folder above the data (a home of root, a `mktemp -d`), so there
 * it keeps one right of root, CAP_DAC_OVERRIDE, by setpriv(1) of util-linux.
 */
export function postgresAccount(folder: string): Account {
  if (process.getuid?.() !== 0) return ourselves
  const id = accountId('postgres') ?? accountId('nobody')
  if (!id) {
    throw new SetupError(
      'tailpath runs as root, and there is no account `postgres` or `nobody` to run Postgres as.',
      'Start tailpath as an ordinary user, or set DATABASE_URL to a Postgres of your own.',
    )
  }
  const numbers = [`--reuid=${id.uid}`, `--regid=${id.gid}`, '--clear-groups']
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  const closed = closedFolder(folder)
  if (!runs('setpriv', [...numbers, 'true'])) {
    throw new SetupError(
      'tailpath runs as root, and setpriv (of util-linux) is not there to run Postgres as another account.',
      'Start tailpath as an ordinary user, install util-linux, or set DATABASE_URL to a Postgres of your own.',
    )
  }
  if (closed && !runs('setpriv', [...numbers, ...rights, 'true'])) {
    throw new SetupError(
      `The account that runs Postgres (uid ${id.uid}) cannot pass the folder ${closed}.`,
      'Start tailpath as an ordinary user, or move it and TAILPATH_DATA to folders that others may pass (chmod o+x).',
    )
  }
  const options = closed ? [...numbers, ...rights] : numbers
  return { id, command: (program, args) => ['setpriv', [...options, program, ...args]] }
}

function accountId(name: string): Account['id'] {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

function runs(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
