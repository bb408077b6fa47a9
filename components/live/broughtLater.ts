import { useDeferredValue, useSyncExternalStore } from 'react'

const signs = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin', 'wheel'] as const

/**
 * A hook for what has a script of its own, since a first load need not wait for it: it comes at the first sign of a reader
 * (a pointer, a key, a finger). The hook answers null until then, on the server, and where it could not be fetched;
 * the next sign asks again.
 */
export function broughtLater<T>(bring: () => Promise<T>): () => T | null {
  const listeners = new Set<() => void>()
  let brought: T | null = null
  let isUnderWay = false

  function watch(isOn: boolean) {
    for (const sign of signs) {
      if (isOn) window.addEventListener(sign, ask, { passive: true, capture: true })
      else window.removeEventListener(sign, ask, { capture: true })
    }
  }

  async function ask() {
    if (isUnderWay) return
    isUnderWay = true
    try {
      brought = await bring()
      watch(false)
      for (const listener of listeners) listener()
    } catch {
      isUnderWay = false
    }
  }

  function subscribe(listener: () => void) {
    if (listeners.size === 0 && brought === null) watch(true)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) watch(false)
    }
  }

  return function useBrought() {
    const now = useSyncExternalStore(
      subscribe,
      () => brought,
      () => null,
    )
    // Whoever gave the sign gets the answer to it first; what was brought is drawn beside that.
    return useDeferredValue(now)
  }
}
