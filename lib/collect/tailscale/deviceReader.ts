import type { Device } from '#lib/tailnet/device.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { failed } from '../failed.ts'
import { parseJson } from '../parseJson.ts'
import type { BodyReader } from './bodyReader.ts'
import { deviceAt } from './deviceAt.ts'
import { toDevices } from './toDevices.ts'

/** What may begin or end a value, outside and inside of a string (RFC 8259). */
const signs = /["{}[\],]/g
const stringSigns = /["\\]/g
const listStart = /"devices"\s*:\s*\[$/
/** Enough for the key of the list and some blanks. */
const keyLength = 64

/**
 * Reads the device list of a tailnet while it arrives: each device is parsed as soon as its text is there, so that of a body
 * of 64 MB no more than one device and what is kept of the others is held. The rest of the body, with a 0 for each device,
 * is parsed at the end: what is cut short or is no JSON fails as it does in one piece.
 */
export function deviceReader(): BodyReader & { devices(): Outcome<Device[]> } {
  let rest = ''
  let item = ''
  let taken = 0
  let depth = 0
  let isString = false
  let isEscaped = false
  let isList = false
  let count = 0
  let read: Outcome<Device[]> = { ok: true, value: [] }

  function keep(text: string): void {
    if (isList) item += text
    else rest += text
  }

  function endItem(): void {
    const text = item.trim()
    item = ''
    if (text === '') return
    rest += '0'
    const json = read.ok ? parseJson(text, `devices.${count}`) : null
    if (read.ok && json) {
      const device = json.ok ? deviceAt(count, json.value) : json
      if (device.ok) read.value.push(device.value)
      else read = device
    }
    count += 1
  }

  function take(text: string): void {
    taken += text.length
    let from = 0
    let at = 0
    while (at < text.length) {
      if (isEscaped) {
        isEscaped = false
        at += 1
        continue
      }
      const pattern = isString ? stringSigns : signs
      pattern.lastIndex = at
      const found = pattern.exec(text)
      if (!found) break
      const [sign] = found
      at = found.index + 1
      if (sign === '\\') isEscaped = true
      else if (sign === '"') isString = !isString
      else if (sign === '{' || sign === '[') {
        depth += 1
        if (sign === '{' || depth !== 2 || isList) continue
        keep(text.slice(from, at))
        from = at
        isList = listStart.test(rest.slice(-keyLength))
      } else if (isList && depth === 2) {
        keep(text.slice(from, found.index))
        endItem()
        rest += sign
        from = at
        if (sign !== ',') isList = false
        if (sign !== ',') depth -= 1
      } else if (sign !== ',') depth -= 1
    }
    keep(text.slice(from))
  }

  function devices(): Outcome<Device[]> {
    const json = parseJson(rest + item, 'device list')
    if (!json.ok) {
      const { code } = json.failure
      const where = code === 'truncated' ? 'ends in the middle of JSON' : 'is not JSON'
      return failed(code, `device list ${where}, after ${taken} characters in all`)
    }
    // Without a list that was recognised, the rest is the whole body.
    if (count === 0) return toDevices(json.value)
    const list = (json.value as { devices?: unknown }).devices
    if (!Array.isArray(list) || list.length !== count)
      return failed('malformed', 'device list.devices: more than one of them')
    return read
  }

  return { take, rest: () => rest + item, devices }
}
