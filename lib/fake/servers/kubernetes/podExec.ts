import { randomBytes } from 'node:crypto'
import type { KubeObject, Voice } from '../../model.ts'
import { envOf, podSpec, podStatus, tailscaleContainer } from '../../world/kubeShape.ts'
import { type KubeFailure, statusObject } from './kubeStatus.ts'
import { podContainer } from './podContainer.ts'
import { tailscaleCli } from './tailscaleCli.ts'

/** What a command wrote, and the `Status` at its end. */
export interface ExecResult {
  stdout: string
  stderr: string
  status: Record<string, unknown>
}

/** Runs a fixed command of the CLI in a container of a pod; a failure is one that the API server tells before it. */
export function podExec(
  pod: KubeObject,
  query: URLSearchParams,
  voice: () => Voice | null,
): ExecResult | KubeFailure {
  const argv = query.getAll('command')
  const chosen = podContainer(pod, query.get('container'))
  if ('code' in chosen) return chosen
  if (argv.length === 0)
    return { code: 400, message: 'you must specify at least one command for the container' }
  const { container } = chosen
  if (podStatus(pod).phase !== 'Running') {
    return failedToStart(`unable to upgrade connection: container not found ("${container}")`)
  }
  const [program = '', ...args] = argv
  const runsTailscaled = tailscaleContainer(podSpec(pod))
  if (runsTailscaled?.name !== container || !/^(\/usr\/local\/bin\/)?tailscale$/.test(program)) {
    return failedToStart(notFoundIn(program))
  }
  const sockets = [
    '/tmp/tailscaled.sock',
    '/var/run/tailscale/tailscaled.sock',
    envOf(runsTailscaled, 'TS_SOCKET') ?? '',
  ]
  const { exitCode, stdout, stderr } = tailscaleCli(args, voice(), sockets)
  return { stdout, stderr, status: exitCode === 0 ? success : exited(argv, exitCode) }
}

const success = { metadata: {}, status: 'Success' }

/** As containerd says it, and the kubelet passes it on. */
const notFoundIn = (program: string) =>
  `error executing command in container: failed to exec in container: failed to start exec "${randomBytes(32).toString('hex')}": OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": executable file not found in $PATH: unknown`

function failedToStart(message: string): ExecResult {
  const status = statusObject({
    code: 500,
    message: `Internal error occurred: ${message}`,
    details: { causes: [{ message }] },
  })
  return { stdout: '', stderr: '', status }
}

/** Exit codes travel in the details (client-go, tools/remotecommand/errorstream.go and v4.go). */
const exited = (argv: readonly string[], exitCode: number) => ({
  metadata: {},
  status: 'Failure',
  message: `command terminated with non-zero exit code: error executing command [${argv.join(' ')}], exit code ${exitCode}`,
  reason: 'NonZeroExitCode',
  details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
})
