import { failed } from '#lib/collect/failed.ts'
import { parseJson } from '#lib/collect/parseJson.ts'
import { type PingReading, parsePings } from '#lib/collect/tailscaled/parsePings.ts'
import { toNetInfo } from '#lib/collect/tailscaled/toNetInfo.ts'
import { endCheck } from '#lib/store/checks/endCheck.ts'
import { type CheckTaken, takeChecks } from '#lib/store/checks/takeChecks.ts'
import type { CheckResult, Pong } from '#lib/tailnet/check.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import { type ClusterWatch, runningPods } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { Tailnet } from './devicesJob.ts'
import { inTurn } from './inTurn.ts'
import type { Job } from './job.ts'
import { cliArgv } from './lookStatus.ts'
import type { PodMemory } from './podMemory.ts'
import { rightsFor } from './rightsFor.ts'
import { tailnetAddress } from './tailnetAddress.ts'
import { whyUnjudged } from './whyUnjudged.ts'

const checkSeconds = 2
/** At one time, beside the execs of the rounds. */
const together = 4
/** Ten pongs a second apart, or ten silences of two seconds; the CLI alone would wait for each five. */
const pingWords = ['ping', '-c=10', '--until-direct=false', '--timeout=2s'] as const
const pingTimeoutMs = 35_000
/** netcheck asks every DERP region. */
const netcheckTimeoutMs = 25_000

/**
 * Runs the checks that people asked for, each once, by an exec with a fixed argv: what a person chose is a device that is
 * known, and only its address gets in. Their results stay apart from what is observed.
 */
export function checkJob(context: Context, clusters: () => readonly ClusterWatch[], tailnet: Tailnet): Job {
  const { db, persist } = context

  async function check(taken: CheckTaken): Promise<Outcome<CheckResult>> {
    const found = podOf(clusters(), taken.target)
    if (!found) return failed('not_found', 'no pod of it runs now')
    const { watch, memory } = found
    const why = whyUnjudged(memory.facts, rightsFor(context, watch, memory))
    if (why !== null) return failed('forbidden', why)
    if (taken.kind === 'netcheck') return await netcheck(watch, memory)
    const address = addressOf(memory, tailnet, taken.peer)
    return address === null
      ? failed('not_found', 'no tailnet address of the peer is known')
      : await ping(watch, memory, address)
  }

  return {
    name: 'checks',
    intervalSeconds: checkSeconds,
    async run() {
      const ids = clusters().map(watch => watch.id)
      const taken = await persist('checks', () => takeChecks(db, { clusters: ids, most: together }))
      await inTurn(taken, together, async each => {
        const outcome = await check(each)
        await persist('check', () => endCheck(db, each.id, outcome))
      })
    },
  }
}

/** The youngest running pod of a target. */
function podOf(
  clusters: readonly ClusterWatch[],
  target: string,
): { watch: ClusterWatch; memory: PodMemory } | null {
  const pods = clusters.flatMap(watch =>
    runningPods(watch)
      .filter(memory => memory.facts.target === target)
      .map(memory => ({ watch, memory })),
  )
  const age = ({ memory }: { memory: PodMemory }) => memory.facts.startedAt?.getTime() ?? 0
  return pods.sort((a, b) => age(b) - age(a))[0] ?? null
}

function addressOf(memory: PodMemory, tailnet: Tailnet, peer: string | null): string | null {
  if (peer === null) return null
  const device = deviceId(peer)
  const known = tailnet.devices.find(each => each.id === device)?.addresses ?? []
  const seen = memory.peers.get(device)?.tailscaleIps ?? []
  return [...seen, ...known].flatMap(each => tailnetAddress(each) ?? [])[0] ?? null
}

async function netcheck(watch: ClusterWatch, { facts }: PodMemory): Promise<Outcome<CheckResult>> {
  const text = await watch.source.exec(facts, cliArgv(facts, 'netcheck', '--format=json'), netcheckTimeoutMs)
  if (!text.ok) return text
  const json = parseJson(text.value, 'netcheck')
  if (!json.ok) return json
  const read = toNetInfo(json.value)
  return read.ok ? { ok: true, value: { kind: 'netcheck', netInfo: read.value } } : read
}

async function ping(
  watch: ClusterWatch,
  { facts }: PodMemory,
  address: string,
): Promise<Outcome<CheckResult>> {
  const text = await watch.source.exec(facts, cliArgv(facts, ...pingWords, address), pingTimeoutMs)
  if (!text.ok) return isSilence(text) ? failed('timeout', 'none of the ten pings was answered') : text
  const read = parsePings(text.value)
  if (!read.ok) return read
  if (read.value.length === 0) return failed('malformed', 'tailscale ping printed no pong')
  return { ok: true, value: { kind: 'ping', pongs: read.value.map(pongOf) } }
}

/** With `--until-direct=false` the CLI ends with 1 only where no ping was answered (cli/ping.go, "no reply"). */
const isSilence = (outcome: Extract<Outcome<string>, { ok: false }>) =>
  outcome.failure.code === 'exec_failed' && /exit code 1: no reply/.test(outcome.failure.detail)

function pongOf({ path, ms }: PingReading): Pong {
  switch (path.kind) {
    case 'direct':
      return { via: 'direct', where: path.endpoint, ms }
    case 'derp':
      return { via: 'derp', where: path.code, ms }
    case 'peer_relay':
      return { via: 'peer_relay', where: path.via, ms }
    case 'inner':
    case 'timeout':
      return { via: path.kind, where: null, ms }
  }
}
