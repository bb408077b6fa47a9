import { describe, expect, test } from 'vitest'
import { keyPress } from './keyPress.ts'
import { controls, finding, going } from './shortcuts.ts'

const press = (key: string, more: Partial<Parameters<typeof keyPress>[0]> = {}) =>
  keyPress({
    key,
    isCommand: false,
    isAlt: false,
    isTyping: false,
    isInDialog: false,
    isGoing: false,
    areSingleKeysOn: true,
    ...more,
  })
const none = { kind: 'none' }

describe('a key', () => {
  test.each([
    ['?', { kind: 'help' }],
    ['/', { kind: 'search' }],
    ['g', { kind: 'go' }],
    ['s', { kind: 'control', key: 's' }],
    ['[', { kind: 'control', key: '[' }],
    ['Enter', none],
    ['Shift', none],
    ['ArrowUp', none],
  ])('%s means %j', (key, meant) => expect(press(key)).toEqual(meant))

  test('after g is a page', () => expect(press('p', { isGoing: true })).toEqual({ kind: 'page', key: 'p' }))

  test.each([...controls, ...finding].map(({ keys }) => keys))(
    '%s is only a letter in a field, with Ctrl or Alt, under a dialog, and when single keys are off',
    key => {
      expect(press(key)).not.toEqual(none)
      expect(press(key, { isTyping: true })).toEqual(none)
      expect(press(key, { isCommand: true })).toEqual(none)
      expect(press(key, { isAlt: true })).toEqual(none)
      expect(press(key, { isInDialog: true })).toEqual(none)
      expect(press(key, { areSingleKeysOn: false })).toEqual(none)
      expect(press(key, { areSingleKeysOn: false, isGoing: true })).toEqual(none)
    },
  )

  test('Ctrl K opens the commands from anywhere', () => {
    expect(press('k', { isCommand: true, isTyping: true, areSingleKeysOn: false })).toEqual({
      kind: 'palette',
    })
    expect(press('K', { isCommand: true, isInDialog: true })).toEqual({ kind: 'palette' })
    expect(press('k', { isCommand: true, isAlt: true })).toEqual(none)
  })
})

test('no key has two meanings', () => {
  const keys = [...controls, ...finding, ...going].map(each => each.keys)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  expect(controls.map(({ keys }) => keys)).not.toContain('g')
})
