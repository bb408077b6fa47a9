'use client'

import { useSyncExternalStore } from 'react'

/**
 * Whether single keys do anything. Someone who dictates, or whose hand slips, must be able to turn them off (WCAG 2.1.4);
 * the choice is this browser's.
 */
const name = 'tailpath-single-keys'
const changed = 'tailpath-single-keys-changed'

function listen(told: () => void): () => void {
  window.addEventListener('storage', told)
  window.addEventListener(changed, told)
  return () => {
    window.removeEventListener('storage', told)
    window.removeEventListener(changed, told)
  }
}

/** A browser that keeps nothing leaves them on. */
export function areSingleKeysOn(): boolean {
  try {
    return window.localStorage.getItem(name) !== 'off'
  } catch {
    return true
  }
}

export function setSingleKeys(isOn: boolean): void {
  try {
    window.localStorage.setItem(name, isOn ? 'on' : 'off')
  } catch {
    // Nothing can be kept: the choice is lost, and the box shows so.
  }
  window.dispatchEvent(new Event(changed))
}

export const useSingleKeys = () => useSyncExternalStore(listen, areSingleKeysOn, () => true)
