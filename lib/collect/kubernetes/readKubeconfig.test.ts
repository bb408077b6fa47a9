import { describe, expect, test } from 'vitest'
import { readKubeconfig } from './readKubeconfig.ts'

const first = `
apiVersion: v1
kind: Config
current-context: prod
clusters:
  - name: prod
    cluster: { server: 'https://prod:6443', certificate-authority: pki/ca.crt, extensions: [] }
users:
  - name: admin
    user: { client-certificate: admin.crt, client-key: /abs/admin.key, tokenFile: token }
contexts:
  - name: prod
    context: { cluster: prod, user: admin, namespace: apps }
`
const second = `
clusters:
  - { name: prod, cluster: { server: 'https://elsewhere:6443' } }
  - { name: lab, cluster: { server: 'http://lab:8080', insecure-skip-tls-verify: true } }
users:
  - { name: plugin, user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: ./bin/login, args: [a] } } }
  - { name: path, user: { exec: { command: aws } } }
contexts:
  - { name: prod, context: { cluster: lab, user: plugin } }
  - { name: lab, context: { cluster: lab, user: plugin } }
  - { name: aws, context: { cluster: prod, user: path } }
  - { name: nobody, context: { cluster: lab } }
  - { name: broken, context: { cluster: gone, user: gone } }
`

const read = (...files: [string, string | null][]) => {
  const outcome = readKubeconfig(files.map(([text, file]) => ({ text, file })))
  if (!outcome.ok) throw new Error(outcome.failure.detail)
  return new Map(outcome.value.map(context => [context.name, context]))
}

describe('a kubeconfig', () => {
  const contexts = read([first, '/home/a/.kube/config'], [second, '/home/a/other/config'])

  test('of several files: the first that has a name wins', () => {
    expect([...contexts.keys()]).toEqual(['prod', 'lab', 'aws', 'nobody', 'broken'])
    expect(contexts.get('prod')?.cluster?.server).toBe('https://prod:6443')
    expect(contexts.get('aws')?.cluster?.server).toBe('https://prod:6443')
  })

  test('paths count from the folder of their own file', () => {
    const { cluster, user } = contexts.get('prod') ?? {}
    expect(cluster?.['certificate-authority']).toBe('/home/a/.kube/pki/ca.crt')
    expect(user?.['client-certificate']).toBe('/home/a/.kube/admin.crt')
    expect(user?.['client-key']).toBe('/abs/admin.key')
    expect(user?.tokenFile).toBe('/home/a/.kube/token')
    expect(contexts.get('lab')?.user?.exec?.command).toBe('/home/a/other/bin/login')
  })

  test('a plugin without a slash is looked up on the PATH', () => {
    expect(contexts.get('aws')?.user?.exec?.command).toBe('aws')
  })

  test('a context without a user asks as nobody; one that names what is not there has null', () => {
    expect(contexts.get('nobody')?.user).not.toBeNull()
    expect(contexts.get('nobody')?.user?.token).toBeUndefined()
    expect(contexts.get('broken')).toEqual({ name: 'broken', cluster: null, user: null })
  })

  test('a text that came from no file keeps its paths', () => {
    expect(read([first, null]).get('prod')?.user?.tokenFile).toBe('token')
  })

  test('an empty file, and empty lists', () => {
    expect(read(['', null], ['clusters: null\ncontexts:\nusers: []', null]).size).toBe(0)
  })
})

describe('what is no kubeconfig is told without any of its text', () => {
  test.each([
    ['no YAML', 'users: [{ name: a, user: { token: hunter2 }', 'the kubeconfig /k is not YAML'],
    ['a list', '- hunter2', 'the kubeconfig /k'],
    ['a user of another shape', 'users: [{ name: a, user: hunter2 }]', 'the kubeconfig /k.users.0.user'],
    [
      'a token that is a list',
      'users: [{ name: a, user: { token: [hunter2] } }]',
      'the kubeconfig /k.users.0.user.token',
    ],
  ])('%s', (_, text, words) => {
    const outcome = readKubeconfig([{ text, file: '/k' }])
    const detail = outcome.ok ? '' : outcome.failure.detail
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'malformed' } })
    expect(detail).toContain(words)
    expect(detail).not.toContain('hunter2')
  })
})
