import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { World } from './model.ts'
import { type Served, served } from './served.ts'
import { startFake } from './startFake.ts'
import { demoWorld } from './world/demoWorld.ts'
import { labWorld } from './world/labWorld.ts'

type Schema = Record<string, unknown> & { properties?: Record<string, Schema>; components?: never }

/** OpenAPI 3.1 schemas are JSON Schema 2020-12. */
function validators() {
  const file = join(import.meta.dirname, 'openapi/tailscale-api-v2.openapi.json')
  const document = JSON.parse(readFileSync(file, 'utf8')) as {
    components: { schemas: Record<string, Schema> }
  }
  const { Device } = document.components.schemas
  if (!Device) throw new Error('no schema Device')
  // A field that the document does not know would be one that we made up.
  Device.unevaluatedProperties = false
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(document, 'tailscale')
  return (pointer: string, value: unknown) => {
    const validate = ajv.getSchema(`tailscale#${pointer}`)
    if (!validate) throw new Error(`no schema at ${pointer}`)
    validate(value)
    return validate.errors ?? []
  }
}

const problems = validators()
const at = (path: string, type = 'application~1json', status = 200) =>
  `/paths/${path.replaceAll('/', '~1')}/get/responses/${status}/content/${type}/schema`

const noon = new Date('2026-11-24T12:00:00Z')
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)

describe('every answer keeps to the OpenAPI document', () => {
  test.each<[string, World]>([
    ['the lab', labWorld({ at: noon })],
    ['the demo', demoWorld({ at: noon })],
  ])('%s: devices at several times', async (_, world) => {
    let now = noon
    const fake = await startFake({ world, now: () => now })
    const get = async (path: string) => {
      const response = await fetch(`${fake.tailscaleUrl}/api/v2${path}`, {
        headers: { Authorization: `Bearer ${fake.apiKey}` },
      })
      expect([path, response.status]).toEqual([path, 200])
      return (await response.json()) as Record<string, unknown>
    }
    for (const minutes of [0, 1, 31, 360, 1440]) {
      now = later(minutes)
      fake.tick()
      for (const fields of ['all', 'default']) {
        const list = await get(`/tailnet/-/devices?fields=${fields}`)
        const devices = list.devices as Record<string, unknown>[]
        expect(devices.length).toBeGreaterThan(20)
        const odd = devices.flatMap(device =>
          problems('/components/schemas/Device', emptied(device)).map(problem => [device.hostname, problem]),
        )
        expect(odd).toEqual([])
        expect(devices.some(device => 'clientConnectivity' in device)).toBe(fields === 'all')
      }
    }
    const { devices } = (await get('/tailnet/-/devices')) as { devices: { nodeId: string; id: string }[] }
    const [first] = devices
    expect(await get(`/device/${first?.id}`)).toEqual(await get(`/device/${first?.nodeId}`))
    const routes = await get(`/device/${first?.nodeId}/routes`)
    expect(problems('/components/schemas/DeviceRoutes', routes)).toEqual([])
    await fake.close()
  })

  /** Of a device of another tailnet `created` is empty, which the document says in words and not in its format. */
  const emptied = (device: Record<string, unknown>) => {
    const { created, ...rest } = device
    return device.isExternal === true && created === '' ? rest : device
  }
})

describe('the Tailscale API', () => {
  let lab: Served
  let now = noon
  beforeAll(async () => {
    lab = await served(() => now)
  })
  afterAll(() => lab.fake.close())

  test('the policy in both of its forms, and the settings', async () => {
    const json = await lab.tailscale('/tailnet/-/acl', { headers: { Accept: 'application/json' } })
    expect(json.json()).toEqual({ grants: [{ src: ['*'], dst: ['*'], ip: ['*'] }] })
    expect(problems(at('/tailnet/{tailnet}/acl'), json.json())).toEqual([])
    const hujson = await lab.tailscale('/tailnet/-/acl')
    expect(hujson.text).toMatch(/^\/\/ /)
    expect(problems(at('/tailnet/{tailnet}/acl', 'application~1hujson'), hujson.text)).toEqual([])
    const settings = await lab.tailscale('/tailnet/lab.ts.net/settings')
    expect(problems('/components/schemas/TailnetSettings', settings.json())).toEqual([])
  })

  test.each<[string, string, RequestInit, number]>([
    ['no key', '/tailnet/-/devices', { headers: { Authorization: '' } }, 401],
    ['a wrong key', '/tailnet/-/devices', { headers: { Authorization: 'Bearer tskey-api-wrong' } }, 401],
    ['another tailnet', '/tailnet/other.ts.net/devices', {}, 404],
    ['a device that is not there', '/device/n000', {}, 404],
    ['the DERP map, which the API does not have', '/tailnet/-/derpmap', {}, 404],
    ['fields that are none', '/tailnet/-/devices?fields=some', {}, 400],
    ['a write', '/tailnet/-/acl', { method: 'POST', body: '{}' }, 404],
  ])('%s', async (_, path, request, status) => {
    const answer = await lab.tailscale(path, request)
    expect([answer.status, answer.json()]).toEqual([status, { message: expect.any(String) }])
    const documented = `/components/responses/${status === 401 ? 403 : status}/content/application~1json/schema`
    expect(problems(documented, answer.json())).toEqual([])
  })

  test('a key as the user name of Basic', async () => {
    const basic = Buffer.from(`${lab.fake.apiKey}:`).toString('base64')
    const answer = await lab.tailscale('/tailnet/-/settings', {
      headers: { Authorization: `Basic ${basic}` },
    })
    expect(answer.status).toBe(200)
  })

  describe('OAuth', () => {
    const token = (form: Record<string, string>, headers = {}) =>
      lab.tailscale('/oauth/token', { method: 'POST', body: new URLSearchParams(form), headers })
    const client = () => ({ client_id: lab.fake.oauthClient.id, client_secret: lab.fake.oauthClient.secret })
    const use = (made: unknown) =>
      lab.tailscale('/tailnet/-/devices', { headers: { Authorization: `Bearer ${made}` } })

    test('a client gets a token, which holds for an hour', async () => {
      const given = await token({ ...client(), grant_type: 'client_credentials', scope: 'devices:core:read' })
      expect(given.json()).toEqual({
        access_token: expect.stringMatching(/^tskey-api-/),
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'devices:core:read',
      })
      const made = given.json().access_token
      expect((await use(made)).status).toBe(200)
      now = later(59)
      expect((await use(made)).status).toBe(200)
      now = later(61)
      expect((await use(made)).status).toBe(401)
      now = noon
    })

    test('the client by Basic', async () => {
      const { client_id, client_secret } = client()
      const basic = Buffer.from(`${client_id}:${client_secret}`).toString('base64')
      const given = await token({ grant_type: 'client_credentials' }, { Authorization: `Basic ${basic}` })
      expect((await use(given.json().access_token)).status).toBe(200)
    })

    test.each<[string, Record<string, string>, number]>([
      ['a wrong secret', { client_secret: 'tskey-client-wrong' }, 401],
      ['another grant', { grant_type: 'password' }, 400],
    ])('%s', async (_, form, status) => {
      const answer = await token({ ...client(), ...form })
      expect([answer.status, answer.json()]).toEqual([status, { message: expect.any(String) }])
    })
  })
})
