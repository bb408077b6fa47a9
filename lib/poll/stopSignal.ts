/** Aborts on SIGTERM or SIGINT. A second one does nothing more: the supervisor kills who takes too long. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  return controller.signal
}
