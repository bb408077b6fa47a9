import type { SourceFailure } from '#lib/tailnet/failure.ts'
import type { SourceState } from '#lib/tailnet/standing.ts'
import { failure } from '../failed.ts'
import type { ApiServer } from './apiServer.ts'
import { type HeldObject, keyOf } from './heldObject.ts'
import { held, listKind } from './listKind.ts'
import { type Pacing, usualAnswerMs } from './pacing.ts'
import { pause } from './pause.ts'
import type { WatchedKind } from './watchedKinds.ts'
import { watchKind } from './watchKind.ts'

/** A kind that is kept in step with the server. */
export interface Following {
  kind: Pick<WatchedKind, 'apiVersion' | 'kind' | 'plural'>
  objects(): Iterable<HeldObject>
  /** Was it ever listed? What is held of a kind that fails now is then the last that was known. */
  isListed(): boolean
  standing(): { state: SourceState; failure: SourceFailure | null }
  /** Resolves when it was listed, or answered that it is absent or refused, or failed several times. */
  answered: Promise<void>
  /** Resolves after the stop. */
  ended: Promise<void>
}

/** Failed lists before a start no longer waits for a kind. */
const patience = 3
/** A watch that ended sooner is not begun again at once: some proxies end every one of them. */
const shortWatchMs = 1_000

export interface FollowParts {
  server: ApiServer
  kind: WatchedKind
  pacing: Pacing
  stop: AbortSignal
  onChange(): void
  onState(state: SourceState, failure: SourceFailure | null): void
}

/**
 * Lists a kind and watches it from there until `stop`: on an expired watch it lists anew, on a broken one it goes on where
 * it was, on any failure it tries again with growing pauses. What is held stays while the server is away or refuses; it
 * goes where the server no longer has the kind.
 */
export function followKind({ server, kind, pacing, stop, onChange, onState }: FollowParts): Following {
  let objects = new Map<string, HeldObject>()
  let listed = false
  let state: SourceState = 'off'
  let lastFailure: SourceFailure | null = null
  let failures = 0
  /**
   * The last watch failed. That the list answers heals nothing then, and must not begin the pauses anew; neither does that
   * the next watch opens, before it told something or lasted.
   */
  let isWatchBroken = false
  /** Watches in a row that ended at once and told nothing. */
  let emptyWatches = 0
  let answer = () => {}
  const answered = new Promise<void>(resolve => {
    answer = resolve
  })

  function enter(next: SourceState, cause: SourceFailure | null): void {
    const isNew = next !== state
    state = next
    lastFailure = cause
    if (!isNew) return
    onState(state, lastFailure)
    onChange()
  }

  function succeed(): void {
    failures = 0
    isWatchBroken = false
    enter('ok', null)
  }

  /** Notes a failure and waits as long as it calls for. */
  async function fail(cause: SourceFailure): Promise<void> {
    if (cause.code === 'stopped') return
    failures += 1
    const isAbsent = cause.code === 'not_found' && !kind.builtIn
    const isDenied = cause.code === 'forbidden' || cause.code === 'unauthorized'
    const next = isAbsent ? 'absent' : isDenied ? 'denied' : 'failing'
    enter(next, isAbsent ? null : cause)
    if (isAbsent) replace(new Map())
    const isAnswer = isAbsent || cause.code === 'forbidden'
    if (isAnswer || failures >= patience) answer()
    await pause(isAnswer ? pacing.recheckMs : pauseAfter(cause), stop)
  }

  function pauseAfter(cause: SourceFailure): number {
    const growing = pacing.firstPauseMs * 2 ** Math.min(failures - 1, 16)
    return Math.max(Math.min(growing, pacing.longestPauseMs), (cause.retryAfterSeconds ?? 0) * 1000)
  }

  function replace(next: Map<string, HeldObject>): void {
    const isSame =
      next.size === objects.size && [...next].every(([key, object]) => isEqual(objects.get(key), object))
    objects = next
    if (!isSame) onChange()
  }

  function put(key: string, object: HeldObject): void {
    if (isEqual(objects.get(key), object)) return
    objects.set(key, object)
    onChange()
  }

  /** A watch that failed: also one that opens well and breaks off again and again, as then nothing gets through. */
  async function failWatch(cause: SourceFailure): Promise<void> {
    isWatchBroken = true
    await fail(cause)
  }

  /** Watches until the kind must be listed anew. */
  async function watch(resourceVersion: string): Promise<void> {
    let at = resourceVersion
    while (!stop.aborted) {
      const began = performance.now()
      let proving: NodeJS.Timeout | undefined
      const prove = () => {
        if (isWatchBroken) succeed()
        emptyWatches = 0
      }
      const isShort = () => performance.now() - began < shortWatchMs
      const end = await watchKind(
        server,
        kind,
        {
          resourceVersion: at,
          timeoutSeconds: pacing.watchSeconds,
          headMs: pacing.answerMs ?? usualAnswerMs,
        },
        {
          opened: () => {
            if (isWatchBroken) proving = setTimeout(prove, shortWatchMs)
            else succeed()
          },
          put: object => put(keyOf(object), held(kind, object)),
          removed: object => {
            if (objects.delete(keyOf(object))) onChange()
          },
          reached: version => {
            at = version
            prove()
          },
        },
        stop,
      )
      clearTimeout(proving)
      emptyWatches = end.kind === 'cut' && isShort() ? emptyWatches + 1 : 0
      switch (end.kind) {
        case 'expired':
          // A server that calls every version too old would be listed without a pause.
          if (isShort()) await pause(pacing.firstPauseMs, stop)
          return
        case 'failed':
          await failWatch(end.failure)
          if (!isOnTheWay(end.failure)) return
          break
        case 'cut':
          if (emptyWatches >= patience) {
            await failWatch(failure('truncated', `watch of ${kind.plural}: it breaks off at once`))
            return
          }
          await pause(pacing.firstPauseMs, stop)
          break
        case 'ended':
          if (isShort()) await pause(pacing.firstPauseMs, stop)
      }
    }
  }

  async function follow(): Promise<void> {
    while (!stop.aborted) {
      const listing = await listKind(server, kind, stop, pacing.answerMs)
      if (!listing.ok) {
        await fail(listing.failure)
        continue
      }
      replace(listing.value.objects)
      listed = true
      if (!isWatchBroken) succeed()
      answer()
      await watch(listing.value.resourceVersion)
    }
    answer()
  }

  return {
    kind,
    objects: () => objects.values(),
    isListed: () => listed,
    standing: () => ({ state, failure: lastFailure }),
    answered,
    ended: follow(),
  }
}

/** The server was not reached, so nothing speaks against going on where the watch was. Any other failure lists anew. */
function isOnTheWay({ code }: SourceFailure): boolean {
  return ['refused', 'timeout', 'dns', 'truncated', 'rate_limited'].includes(code)
}

const isEqual = (a: HeldObject | undefined, b: HeldObject) =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b)
