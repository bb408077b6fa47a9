import type { ExecRoom } from '#lib/tailnet/cluster.ts'

const mebibyte = 1024 * 1024
/** What the fork of the CLI and a large status may take. */
const wantedBytes = 64 * mebibyte
/** A tailscaled at rest holds some 40 MiB; what it holds here is not measured. */
const restingBytes = 40 * mebibyte

/** May a process be started beside tailscaled without putting the container at its memory limit? */
export function execRoom(memoryLimitBytes: number | null): ExecRoom {
  if (memoryLimitBytes === null) return { allowed: 'yes', why: 'the container has no memory limit' }
  const limit = `${Math.floor(memoryLimitBytes / mebibyte)} MiB`
  return memoryLimitBytes - restingBytes < wantedBytes
    ? { allowed: 'no', why: `its memory limit of ${limit} leaves less than 64 MiB for an exec` }
    : { allowed: 'yes', why: `its memory limit of ${limit} leaves room for an exec` }
}
