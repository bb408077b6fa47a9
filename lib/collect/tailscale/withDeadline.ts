/** The reason of an abort that came because time was over. */
export class TimeOver extends Error {}

/**
 * Does work under a signal that aborts after `ms`, by `TimeOver`, or with `parent`, by its reason. Holds neither timer nor
 * listener afterwards; `AbortSignal.any` and `.timeout` would leave both to the garbage collector.
 */
export async function withDeadline<T>(
  ms: number,
  parent: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const follow = () => controller.abort(parent?.reason)
  const timer = setTimeout(() => controller.abort(new TimeOver('the time for it was over')), ms)
  parent?.addEventListener('abort', follow)
  if (parent?.aborted) follow()
  try {
    return await work(controller.signal)
  } finally {
    clearTimeout(timer)
    parent?.removeEventListener('abort', follow)
  }
}
