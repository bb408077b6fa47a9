import { z } from 'zod'
import type { SourceFailure } from '#lib/tailnet/failure.ts'
import { failure } from '../failed.ts'
import { parseJson } from '../parseJson.ts'
import { withoutCredentials } from './withoutCredentials.ts'

/** metav1.Status on the status channel, with the exit code among its causes. */
const wireStatus = z.object({
  status: z.string(),
  message: z.string().nullish(),
  reason: z.string().nullish(),
  details: z
    .object({
      causes: z.array(z.object({ reason: z.string().nullish(), message: z.string().nullish() })).nullish(),
    })
    .nullish(),
})

const notRunning = /container not found|is not running|container is in .* state|not created or running/i

/** Why a command failed, by what its status channel said; null where it ended with 0. */
export function execFailure(status: string, stderr: string, what: string): SourceFailure | null {
  const json = parseJson(status, what)
  const read = wireStatus.safeParse(json.ok ? json.value : null)
  if (!read.success) return failure('malformed', `${what}: the end of the command cannot be read`)
  const { status: word, message, reason, details } = read.data
  if (word === 'Success') return null
  const exitCode = details?.causes?.find(cause => cause.reason === 'ExitCode')?.message
  const [firstWords = ''] = stderr.split('\n').filter(line => line.trim() !== '')
  if (reason === 'NonZeroExitCode' || exitCode)
    return failure(
      'exec_failed',
      joined(what, `exit code ${exitCode ?? 'unknown'}`, withoutCredentials(firstWords)),
    )
  const why = withoutCredentials(message ?? '')
  return failure(notRunning.test(why) ? 'not_running' : 'exec_failed', joined(what, why))
}

const joined = (...parts: string[]) => parts.filter(Boolean).join(': ')
