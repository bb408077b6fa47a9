import type { Voice } from '../../model.ts'

export interface CliAnswer {
  stdout: string
  stderr: string
  exitCode: number
}

const said = (stdout: string): CliAnswer => ({ stdout, stderr: '', exitCode: 0 })
const complaint = (stderr: string): CliAnswer => ({ stdout: '', stderr: `${stderr}\n`, exitCode: 1 })

interface Words {
  flags: Map<string, string>
  rest: string[]
}

/** Flags as Go's `flag` reads them, up to the first other word: `-x`, `--x`, `--x=value`; a bare one is true. */
function words(args: readonly string[]): Words {
  const flags = new Map<string, string>()
  const first = args.findIndex(arg => !/^--?[a-z]/.test(arg))
  const upTo = first < 0 ? args.length : first
  for (const arg of args.slice(0, upTo)) {
    const [, name = '', value = 'true'] = /^--?([^=]+)(?:=(.*))?$/.exec(arg) ?? []
    flags.set(name, value)
  }
  return { flags, rest: args.slice(upTo) }
}

const isTrue = (value: string | undefined) => value !== undefined && /^(1|t|true)$/i.test(value)

function unknownFlag({ flags }: Words, ...known: string[]): CliAnswer | null {
  const odd = [...flags.keys()].find(name => !known.includes(name))
  return odd === undefined ? null : complaint(`flag provided but not defined: -${odd}`)
}

/** What the CLI says where no tailscaled runs, in a container without systemd (cmd/tailscale/cli, `fixTailscaledConnectError`). */
const notRunning = complaint("failed to connect to local tailscaled; it doesn't appear to be running")

const wrongSocket = (path: string) =>
  complaint(
    `failed to connect to local tailscaled (which appears to be running as tailscaled, pid 15). Got error: Failed to connect to local Tailscale daemon for /localapi/v0/status; not running? Error: dial unix ${path}: connect: no such file or directory`,
  )

/**
 * `tailscale …` in a container, for the commands that a world has answers to. `sockets` are the paths under which
 * tailscaled listens; `voice` is null while none runs.
 */
export function tailscaleCli(
  args: readonly string[],
  voice: Voice | null,
  sockets: readonly string[],
): CliAnswer {
  const globals = words(args)
  const odd = unknownFlag(globals, 'socket', 'version')
  if (odd) return odd
  const [command = '', ...more] = globals.rest
  const local = words(more)
  if (command === 'version') {
    return voice ? said(voice.version()) : notRunning
  }
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined
  if (!run) return complaint(`tailscale: unknown subcommand: ${command}`)
  if (!voice) return notRunning
  const socket = globals.flags.get('socket')
  if (socket !== undefined && !sockets.includes(socket)) return wrongSocket(socket)
  return run(voice, local)
}

const commands: Record<string, (voice: Voice, local: Words) => CliAnswer> = {
  status(voice, local) {
    const odd = unknownFlag(local, 'json', 'active', 'peers', 'self')
    if (odd) return odd
    if (!isTrue(local.flags.get('json'))) return complaint('status is played with --json only')
    // The CLI leaves itself in, whatever --self says (cmd/tailscale/cli/status.go).
    return said(
      voice.statusJson({
        activeOnly: isTrue(local.flags.get('active')),
        peers: isTrue(local.flags.get('peers') ?? 'true'),
      }),
    )
  },
  metrics(voice, local) {
    const [what, ...more] = local.rest
    if (what === 'print' && more.length === 0) return said(voice.metricsText())
    return complaint(`tailscale metrics: unknown subcommand: ${what ?? ''}`)
  },
  netcheck(voice, local) {
    const odd = unknownFlag(local, 'format', 'every', 'verbose')
    if (odd) return odd
    const format = local.flags.get('format')
    if (format === 'json') return said(voice.netcheckJson())
    if (format === 'json-line') return said(`${JSON.stringify(JSON.parse(voice.netcheckJson()))}\n`)
    return complaint('netcheck is played with --format=json only')
  },
  ping(voice, local) {
    const odd = unknownFlag(
      local,
      'c',
      'timeout',
      'until-direct',
      'verbose',
      'tsmp',
      'icmp',
      'peerapi',
      'size',
    )
    if (odd) return odd
    const [peer] = local.rest
    if (peer === undefined || local.rest.length > 1)
      return complaint('usage: tailscale ping <hostname-or-IP>')
    const { stdout, exitCode } = voice.pingText(peer)
    if (local.flags.get('until-direct') === 'false')
      return toTheEnd(stdout, Number(local.flags.get('c') ?? 10))
    return { stdout: upTo(stdout, Number(local.flags.get('c') ?? 10)), stderr: '', exitCode }
  },
  debug(voice, local) {
    const [what = ''] = local.rest
    if (what === 'derp-map' && local.rest.length === 1) return said(voice.derpMapJson())
    return complaint(`tailscale debug: unknown subcommand: ${what}`)
  },
}

/** The first pongs, and what stands after the last. */
function upTo(text: string, pongs: number): string {
  const lines = text.split(/(?<=\n)/)
  const isPong = (line: string) => /^(pong from|ping timed out)/.test(line)
  const last = lines.findLastIndex(isPong) + 1
  return [...lines.slice(0, Math.min(last, Math.max(0, pongs))), ...lines.slice(last)].join('')
}

/** With --until-direct=false all pings are sent, and only no answer at all is an error (cmd/tailscale/cli/ping.go). */
function toTheEnd(text: string, pings: number): CliAnswer {
  const pongs = text.split(/(?<=\n)/).filter(line => line.startsWith('pong from'))
  if (pongs.length === 0) return complaint('no reply')
  return said(Array.from({ length: pings }, (_, index) => pongs[index % pongs.length]).join(''))
}
