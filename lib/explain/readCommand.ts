import { parseArgs } from 'node:util'
import { failed } from '#lib/collect/failed.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'

/** What a person asked for; file names as written. */
export type Command =
  | { kind: 'help' }
  | {
      kind: 'explain'
      json: boolean
      status: string
      netcheck: string | null
      metrics: string | null
      log: string | null
      pings: string | null
      devices: string | null
      clusters: string[]
      derpMap: string | null
      pod: { namespace: string; name: string } | null
    }

/** Each given at most once, so that a second one is not silently preferred. */
const text = { type: 'string', multiple: true } as const
const options = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  status: text,
  netcheck: text,
  metrics: text,
  log: text,
  pings: text,
  devices: text,
  cluster: text,
  derpmap: text,
  pod: text,
} as const

export const help = `Usage: npm run -s explain -- --status FILE [more files]

Explains the paths of one tailscaled from files: which links are direct, which go through DERP, why, and what to change.
Every file but the first may be missing: fewer files give less certainty, never a guess.

  --status FILE     tailscale status --json
  --netcheck FILE   tailscale netcheck --format=json
  --log FILE        kubectl logs POD -c tailscale, or any lines of tailscaled
  --metrics FILE    tailscale metrics print, or what :9002/metrics serves
  --pings FILE      lines of tailscale ping, or a JSON object of such lines by peer
  --devices FILE    GET /api/v2/tailnet/-/devices?fields=all
  --cluster FILE    kubectl get KINDS -A -o json; any kinds, may be given several times. Most is told by
                    pods,nodes,daemonsets,deployments,statefulsets,replicasets,services,networkpolicies and
                    the ConfigMaps of the CNI
  --derpmap FILE    tailscale debug derp-map
  --pod NAMESPACE/NAME   the pod, where the status does not show which one it is
  --json            the answer for machines
  --help            this text

It reads the files and asks nothing of any network. Ends with 0, or with 2 where a file or flag is wrong.
`

type Values = {
  [name in keyof typeof options]?: (typeof options)[name] extends { multiple: true } ? string[] : boolean
}

function parsed(args: readonly string[]): Outcome<Values> {
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false })
    return { ok: true, value: values }
  } catch (error) {
    // Its messages name the flag, and hint at a second way over several lines.
    const [first = 'the flags cannot be read'] = (error instanceof Error ? error.message : '').split(/\n|\. /)
    return failed('malformed', `${first.replace(/\.$/, '')}; --help lists the flags`)
  }
}

/** Reads the flags. Fails with a sentence for the person. */
export function readCommand(args: readonly string[]): Outcome<Command> {
  const read = parsed(args)
  if (!read.ok) return read
  const { value } = read
  if (value.help) return { ok: true, value: { kind: 'help' } }
  const once = ['status', 'netcheck', 'metrics', 'log', 'pings', 'devices', 'derpmap', 'pod'] as const
  const twice = once.find(name => (value[name]?.length ?? 0) > 1)
  if (twice) return failed('malformed', `--${twice} is given more than once`)
  const status = value.status?.[0]
  if (!status) return failed('malformed', '--status FILE is missing; --help lists the flags')
  const pod = value.pod?.[0] ?? null
  const [, namespace, name] = /^([^/]+)\/([^/]+)$/.exec(pod ?? '') ?? []
  if (pod !== null && (!namespace || !name)) return failed('malformed', '--pod takes NAMESPACE/NAME')
  if (pod !== null && !value.cluster)
    return failed('malformed', '--pod needs --cluster, the file with its objects')
  return {
    ok: true,
    value: {
      kind: 'explain',
      json: value.json ?? false,
      status,
      netcheck: value.netcheck?.[0] ?? null,
      metrics: value.metrics?.[0] ?? null,
      log: value.log?.[0] ?? null,
      pings: value.pings?.[0] ?? null,
      devices: value.devices?.[0] ?? null,
      clusters: value.cluster ?? [],
      derpMap: value.derpmap?.[0] ?? null,
      pod: namespace && name ? { namespace, name } : null,
    },
  }
}
