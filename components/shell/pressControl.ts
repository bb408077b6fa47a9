import { going, pressedBy } from './shortcuts.ts'

/** The control on screen that keys press: what names them, or a page's link in the top bar. */
export function controlOf(keys: string): HTMLElement | null {
  const page = going.find(each => each.keys === keys)
  const selector = page ? `nav.nav a[data-page=${JSON.stringify(page.href)}]` : pressedBy(keys)
  const named = [...document.querySelectorAll<HTMLElement>(selector)]
  return named.find(control => control.checkVisibility()) ?? null
}

/** Presses it as a click would, with the focus on it: whoever goes on by keys goes on from there. */
export function pressControl(keys: string): boolean {
  return pressElement(controlOf(keys))
}

export function pressElement(control: HTMLElement | null): boolean {
  control?.focus()
  control?.click()
  return control !== null
}
