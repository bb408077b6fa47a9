import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { failed } from '#lib/collect/failed.ts'
import { diagnose } from '#lib/diagnose/diagnose.ts'
import { printable } from '#lib/report/printable.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { answer } from './answer.ts'
import type { ExplainFiles, GivenFile } from './explainFiles.ts'
import { inputFromFiles } from './inputFromFiles.ts'
import { print } from './print.ts'
import { type Command, help, readCommand } from './readCommand.ts'

/** `npm run explain` runs in the package's folder, and says in INIT_CWD where the person stood. */
function pathOf(name: string): string {
  const { npm_lifecycle_event, INIT_CWD } = process.env
  const fromPerson = resolve((npm_lifecycle_event === 'explain' && INIT_CWD) || '.', name)
  return existsSync(fromPerson) ? fromPerson : resolve(name)
}

const whyUnread: Record<string, string> = {
  ENOENT: 'is not there',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
}

function readFile(name: string, flag: string): Outcome<GivenFile> {
  try {
    const path = pathOf(name)
    return { ok: true, value: { name, text: readFileSync(path, 'utf8'), writtenAt: statSync(path).mtime } }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return failed(
      'not_found',
      `the file ${name}, given with --${flag}, ${whyUnread[code] ?? `cannot be read (${code})`}`,
    )
  }
}

function readFiles(command: Extract<Command, { kind: 'explain' }>): Outcome<ExplainFiles> {
  const singles = ['netcheck', 'metrics', 'log', 'pings', 'devices', 'derpMap'] as const
  const status = readFile(command.status, 'status')
  if (!status.ok) return status
  const files: ExplainFiles = {
    status: status.value,
    netcheck: null,
    metrics: null,
    log: null,
    pings: null,
    devices: null,
    clusters: [],
    derpMap: null,
    pod: command.pod,
  }
  for (const name of singles) {
    const given = command[name]
    if (given === null) continue
    const file = readFile(given, name.toLowerCase())
    if (!file.ok) return file
    files[name] = file.value
  }
  for (const given of command.clusters) {
    const file = readFile(given, 'cluster')
    if (!file.ok) return file
    files.clusters.push(file.value)
  }
  return { ok: true, value: files }
}

/** The answer as text. Notes on the files go to stderr where stdout is for a machine. */
function explained(args: readonly string[]): Outcome<{ text: string; notes: string[] }> {
  const command = readCommand(args)
  if (!command.ok) return command
  if (command.value.kind === 'help') return { ok: true, value: { text: help, notes: [] } }
  const files = readFiles(command.value)
  if (!files.ok) return files
  const subject = inputFromFiles(files.value)
  if (!subject.ok) return subject
  const { input, notes } = subject.value
  const diagnosis = diagnose(input)
  if (!command.value.json) return { ok: true, value: { text: print(subject.value, diagnosis), notes: [] } }
  return { ok: true, value: { text: `${JSON.stringify(answer(input, diagnosis), null, 2)}\n`, notes } }
}

const outcome = explained(process.argv.slice(2))
if (outcome.ok) {
  for (const note of outcome.value.notes) process.stderr.write(`note: ${printable(note)}\n`)
  // A reader such as `head` may have gone.
  process.stdout.on('error', () => process.exit())
  process.stdout.write(outcome.value.text)
} else {
  process.stderr.write(`explain: ${printable(outcome.failure.detail)}\n`)
  process.exitCode = 2
}
