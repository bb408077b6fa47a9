import { expect, test } from 'vitest'
import { markdownHref } from './markdownHref.ts'
import { shareHref } from './shareHref.ts'

const href = (path: string, search = '') => shareHref(path, new URLSearchParams(search))

test.each([
  ['/', '/freeze?page=overview'],
  ['/pods', '/freeze?page=pods'],
  ['/pods/eks/apps/a%20b', '/freeze?page=target&cluster=eks&namespace=apps&name=a+b'],
  ['/causes', '/freeze?page=causes'],
  ['/causes/both-hard', '/freeze?page=cause&code=both-hard'],
  ['/links/n1/n2', '/freeze?page=link&a=n1&b=n2'],
  ['/devices/n1', '/freeze?page=device&device=n1'],
  ['/matrix', '/freeze?page=matrix'],
  ['/regions', '/freeze?page=regions'],
  ['/review/2026-W47', '/freeze?page=review&week=2026-W47'],
  ['/settings', null],
  ['/review', null],
  ['/links/n1', null],
  ['/pods/eks/apps', null],
  ['/pods/eks/apps/a/b', null],
  ['/matrix/x', null],
  ['/freeze', null],
  ['/devices/%E0%A4%A', null],
])('%s is frozen at %s', (path, expected) => expect(href(path)).toBe(expected))

test('filters and hours go along; what names the place in the address does not stand against the path', () => {
  expect(href('/matrix', 'group=node&from=1h&page=pods&keep=devices')).toBe(
    '/freeze?page=matrix&group=node&from=1h',
  )
  expect(href('/devices/n1', 'device=n2&q=a&q=b')).toBe('/freeze?page=device&device=n1&q=a&q=b')
})

test('its Markdown is asked for with the same', () => {
  expect(markdownHref('/matrix', new URLSearchParams('group=node'))).toBe(
    '/api/v1/markdown?page=matrix&group=node',
  )
  expect(markdownHref('/settings', new URLSearchParams())).toBeNull()
})
