import { type PushMessage, readPushMessage } from '#lib/push/pushMessage.ts'
import { pushSubject } from '#lib/push/pushSubject.ts'
import { isDatabaseAway } from '#lib/store/isDatabaseAway.ts'
import { type Settling, settlePushed } from '#lib/store/push/settlePushed.ts'
import { type Pushed, takePushed } from '#lib/store/push/takePushed.ts'
import { saveMatch } from '#lib/store/saveMatch.ts'
import { setUnjudged } from '#lib/store/setUnjudged.ts'
import { clusterId } from '#lib/tailnet/ids.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { Job } from './job.ts'
import { noteMetrics } from './lookMetrics.ts'
import { noteStatus } from './noteStatus.ts'
import type { PodMemory } from './podMemory.ts'
import { type PushedPods, placeOf } from './pushedPods.ts'
import { type PushedLook, pushedLook, pushRounds, pushSlot } from './pushRounds.ts'

/** How often the inbox is emptied. */
const pushSeconds = 2
/** Messages in hand at one time. */
const batch = 200
/** A number that is missing may still be on its way by another connection. */
const holdSeconds = 20

/** How far one sender got in a pass. */
type Sender = Settling['senders'][number] & { done: bigint[]; back: bigint[] }

/**
 * Records what pods pushed, like any other look: each sender's messages in their order, a missing one waited for a while and
 * then given up with a mark. A message leaves the inbox only when it is recorded; recorded twice it changes nothing.
 */
export function pushJob(context: Context, clusters: () => readonly ClusterWatch[], pods: PushedPods): Job {
  const { db, persist, queue, changed, log } = context
  /** Of targets that push bytes only, as last kept. */
  const judged = new Map<string, boolean>()

  async function follow(messages: readonly Pushed[]): Promise<Sender[]> {
    const [first] = messages
    if (!first) return []
    const { tokenId, sender, recorded } = first
    const state: Sender = { tokenId, sender, recorded, lost: 0, trouble: null, done: [], back: [] }
    for (const [index, pushed] of messages.entries()) {
      const missing = pushed.sequence - state.recorded - 1
      const isEarly = missing > 0 && pushed.waitedSeconds < holdSeconds
      if (isEarly || !(await tried(pushed, Math.max(0, missing), state))) {
        state.back = messages.slice(index).map(each => each.id)
        break
      }
      state.done.push(pushed.id)
      if (missing > 0) state.lost += missing
      state.recorded = Math.max(state.recorded, pushed.sequence)
    }
    return [state]
  }

  /** A message that brings a bug to light costs itself only. */
  async function tried(pushed: Pushed, lost: number, state: { trouble: string | null }): Promise<boolean> {
    try {
      return await take(pushed, lost, state)
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      log.error(
        { sender: pushed.sender, sequence: pushed.sequence, err: error },
        'a message could not be recorded',
      )
      state.trouble = 'it could not be recorded; the log of the collector has more'
      return true
    }
  }

  /** False where it has to wait. */
  async function take(pushed: Pushed, lost: number, state: { trouble: string | null }): Promise<boolean> {
    state.trouble = null
    if (pushed.sequence <= pushed.recorded) return true
    const read = readPushMessage(pushed.body)
    if (!read.ok) {
      state.trouble = read.why
      return true
    }
    const watch = clusters().find(each => each.id === pushed.clusterId)
    const subject = pushSubject(read.message, clusterId(pushed.clusterId))
    const place = await placeOf(context, pods, watch, pushed, subject)
    if (place.kind === 'wait') return false
    if (place.kind === 'nowhere') state.trouble = place.why
    else await record(place.memory, pushed, read.message, lost, watch)
    return true
  }

  async function record(
    memory: PodMemory,
    pushed: Pushed,
    message: PushMessage,
    lost: number,
    watch: ClusterWatch | undefined,
  ): Promise<void> {
    const look = pushedLook(message)
    const { intervalSeconds } = message
    const slot = pushSlot(pushed)
    const pushing = { at: pushed.receivedAt, intervalSeconds }
    if (look.metrics) noteMetrics(memory, look.metrics, slot, null)
    if (look.status) noteStatus(memory, look.status, slot, pushed.measuredAt)
    if (look.metrics) memory.pushed.metrics = pushing
    if (look.status) memory.pushed.status = pushing
    await noteDevice(memory, look)
    if (!watch) await judge(memory, look)
    const pod = { uid: memory.facts.uid, target: memory.facts.target }
    queue.add(pushRounds({ pushed, look, pod, intervalSeconds, lost }))
  }

  /** A status names its own device. */
  async function noteDevice(memory: PodMemory, { status }: PushedLook): Promise<void> {
    const device = status?.ok ? status.value.self?.device : undefined
    if (!device || device === memory.device) return
    memory.device = device
    memory.match = { device, method: 'push' }
    await persist('match', () => saveMatch(db, { podUid: memory.facts.uid, device, method: 'push' }))
    changed.mark(memory.facts.target)
  }

  async function judge({ facts: { target } }: PodMemory, { status }: PushedLook): Promise<void> {
    const isJudged = status !== null
    if (judged.get(target) === isJudged) return
    const why = isJudged ? null : 'it pushes its metrics only, and no tailscale status'
    await persist('unjudged', () => setUnjudged(db, { target, why }))
    judged.set(target, isJudged)
  }

  return {
    name: 'push',
    intervalSeconds: pushSeconds,
    async run() {
      for (;;) {
        const messages = await persist('inbox', () => takePushed(db, batch))
        if (messages.length === 0) return
        const senders: Sender[] = []
        const runs = Map.groupBy(messages, ({ tokenId, sender }) => `${tokenId} ${sender}`)
        for (const own of runs.values()) senders.push(...(await follow(own)))
        await queue.flush()
        const done = senders.flatMap(each => each.done)
        const back = senders.flatMap(each => each.back)
        await persist('inbox', () => settlePushed(db, { done, back, senders: senders.map(settled) }))
        // What has to wait would come again at once.
        if (back.length > 0 || messages.length < batch) return
      }
    },
  }
}

const settled = ({ done: _, back: __, ...sender }: Sender): Settling['senders'][number] => sender
