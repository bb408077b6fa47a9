// Loaded before the collector and the pages: when the process that started them is gone (kill -9 too), they stop.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 8_000).unref()
})
