import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, postgresAccount } from './account.ts'
import { withFolderLock } from './folderLock.ts'
import { freePort, isFree } from './freePort.ts'
import { type PostgresPrograms, postgresPrograms } from './postgresPrograms.ts'
import { leftBehind, recordedPostmaster, serverUrl, stopPostmaster } from './postmaster.ts'
import { SetupError } from './setupError.ts'

const run = promisify(execFile)

/** A running Postgres of our own. */
export interface EmbeddedPostgres {
  /** To its database `postgres`, password included. */
  url: string
  pid: number
  adopted: boolean
}

/**
 * Starts the embedded Postgres on `folder`/postgres, made where missing, on a free port of 127.0.0.1 (the preferred
 * one where it is free). It is a process of its own that outlives ours; the next start adopts it. Throws SetupError.
 */
export function startPostgres(folder: string, preferredPort?: number): Promise<EmbeddedPostgres> {
  return withFolderLock(join(folder, 'postgres.lock'), async () => {
    const programs = postgresPrograms()
    const data = join(folder, 'postgres')
    const passwordFile = join(folder, 'postgres.password')
    const account = postgresAccount(folder)
    if (!existsSync(join(data, 'PG_VERSION'))) await initialise(data, passwordFile, programs, account)
    refuseOtherVersion(data, programs.major)
    const password = readPassword(passwordFile)
    const running = await leftBehind(data, password)
    if (running) return { url: serverUrl(running.port, password), pid: running.pid, adopted: true }
    const port = preferredPort && (await isFree(preferredPort)) ? preferredPort : await freePort()
    await launch(data, port, join(folder, 'postgres.log'), programs, account)
    const pid = recordedPostmaster(data)?.pid
    if (!pid)
      throw new SetupError('Postgres stopped right after its start.', `Look into ${folder}/postgres.log.`)
    return { url: serverUrl(port, password), pid, adopted: false }
  })
}

export const stopPostgres = (postgres: Pick<EmbeddedPostgres, 'pid'>) => stopPostmaster(postgres.pid)

/** Made beside its place and moved there when whole: a start that was killed half-way leaves no half database. */
async function initialise(data: string, passwordFile: string, programs: PostgresPrograms, account: Account) {
  const half = `${data}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 })
  if (account.id) {
    chownSync(half, account.id.uid, account.id.gid)
    chownSync(passwordFile, account.id.uid, account.id.gid)
  }
  const options = [
    '--username=tailpath',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
  ]
  const [program, args] = account.command(programs.initdb, [
    `--pgdata=${half}`,
    ...options,
    '--locale=C',
    '--no-instructions',
  ])
  await orExplain(run(program, args, { cwd: '/' }), 'Postgres could not make its data folder')
  renameSync(half, data)
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new SetupError(
      `The password of the embedded Postgres is missing (${file}).`,
      'Put the file back, or move the folder `postgres` beside it away to begin anew.',
    )
  }
}

function refuseOtherVersion(data: string, major: number): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (found === String(major)) return
  throw new SetupError(
    `The data in ${data} is of Postgres ${found}; this tailpath brings Postgres ${major}.`,
    `Move it over with pg_dump and pg_restore of both versions, or set TAILPATH_DATA to another folder to begin anew.`,
  )
}

async function launch(
  data: string,
  port: number,
  log: string,
  programs: PostgresPrograms,
  account: Account,
): Promise<void> {
  writeFileSync(log, '', { flag: 'a' })
  if (account.id) chownSync(log, account.id.uid, account.id.gid)
  // fsync stays on: a power cut must not lose history. No Unix socket: its path may be too long for one.
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=150 -c timezone=UTC -c log_timezone=UTC`
  const [program, args] = account.command(programs.pgCtl, [
    'start',
    '--wait',
    '--silent',
    `--pgdata=${data}`,
    `--log=${log}`,
    `--options=${settings}`,
  ])
  await orExplain(run(program, args, { cwd: '/' }), `Postgres did not start (see ${log})`)
}

async function orExplain(work: Promise<unknown>, what: string): Promise<void> {
  try {
    await work
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new SetupError(
      `${what}: ${said.split('\n').slice(0, 4).join(' ')}`,
      'Free what it names, or set DATABASE_URL to a Postgres of your own.',
    )
  }
}
