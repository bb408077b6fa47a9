import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'

const root = resolve(import.meta.dirname, '..')
const port = 3981

interface Started {
  process: ChildProcess
  said: () => string
  ended: Promise<number | null>
}

/** `npm start` as a person runs it, on a data folder and a port of its own. */
function start(folder: string, environment: Record<string, string> = {}): Started {
  const inherited = { ...process.env }
  for (const name of Object.keys(inherited)) {
    if (/^(TAILSCALE_|TAILPATH_|KUBECONFIG$|DATABASE_URL$)/.test(name)) delete inherited[name]
  }
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    detached: true,
    env: { ...inherited, TAILPATH_DATA: folder, PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', part => (said += part))
  const ended = new Promise<number | null>(done => child.once('exit', code => done(code)))
  return { process: child, said: () => said, ended }
}

const address = `http://localhost:${port}`

/** Node processes that work for a data folder, by what stands in their environment. */
function nodesOf(folder: string): number[] {
  const pids = execFileSync('ps', ['-eo', 'pid='], { encoding: 'utf8' }).trim().split(/\s+/).map(Number)
  return pids.filter(pid => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return environment.includes(`TAILPATH_DATA=${folder}`) && !command.includes('postgres')
    } catch {
      return false
    }
  })
}

/** Postmasters on a data folder: the processes that no other Postgres started. */
function postmastersOn(folder: string): string[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  return lines.filter(line => line.includes(join(folder, 'postgres')) && /bin\/postgres /.test(line))
}

test.describe('npm start', () => {
  test.describe.configure({ mode: 'serial', timeout: 240_000 })
  let folder = ''
  let running: Started
  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tailpath-start-'))
  })
  test.afterAll(async () => {
    running.process.kill('SIGTERM')
    await running.ended
    rmSync(folder, { recursive: true, force: true })
  })

  test('with nothing configured: prints its address, and the pages fill from the demo within a minute', async ({
    page,
  }) => {
    running = start(folder)
    await expect.poll(running.said, { timeout: 200_000 }).toContain(address)
    const printed = Date.now()
    for (const path of ['/', '/pods', '/causes', '/settings']) {
      await expect(async () => {
        await page.goto(address + path)
        await expect(page.getByText('demo data', { exact: false }).first()).toBeVisible({ timeout: 2_000 })
        await expect(page.getByRole('main')).toContainText(/eks-prod|api/, { timeout: 2_000 })
      }).toPass({ timeout: 60_000 })
    }
    expect(Date.now() - printed).toBeLessThan(60_000)
    await expect(async () => {
      await page.goto(`${address}/pods`)
      expect(await page.locator('main a[href^="/pods/"]').count()).toBeGreaterThanOrEqual(35)
    }).toPass({ timeout: 60_000 })
  })

  test('kill -9 of its Node processes, and it is up again in 15 s with one postmaster and a named gap', async ({
    page,
  }) => {
    expect(postmastersOn(folder)).toHaveLength(1)
    const before = postmastersOn(folder)
    const killed = nodesOf(folder)
    expect(killed.length).toBeGreaterThanOrEqual(3)
    for (const pid of killed) process.kill(pid, 'SIGKILL')
    await expect.poll(() => nodesOf(folder)).toEqual([])
    running = start(folder)
    await expect.poll(running.said, { timeout: 15_000 }).toContain(address)
    expect(postmastersOn(folder)).toEqual(before)
    await expect(async () => {
      await page.goto(`${address}/settings`)
      await expect(page.getByRole('main')).toContainText(/killed/, { timeout: 2_000 })
    }).toPass({ timeout: 30_000 })
  })

  test('a second start on the same port says that it is taken, and what to do', async () => {
    const second = start(folder)
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(`Port ${port} is taken`)
    expect(second.said()).toContain('Set PORT')
  })

  test('a signal ends everything, Postgres too', async () => {
    // npm passes the signal on and ends by it at once; what it started stops in order after that.
    running.process.kill('SIGTERM')
    await running.ended
    await expect.poll(() => nodesOf(folder), { timeout: 30_000 }).toEqual([])
    expect(postmastersOn(folder)).toEqual([])
  })
})

test.describe('npm start says what is wrong and ends', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'tailpath-wrong-'))

  test('a data folder that cannot be written', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    const attempt = start(join(file, 'data'), { PORT: '3982' })
    expect(await attempt.ended).toBe(1)
    expect(attempt.said()).toContain('cannot be written')
    expect(attempt.said()).toContain('TAILPATH_DATA')
  })

  test('half an OAuth client', async () => {
    const attempt = start(folder(), { PORT: '3982', TAILSCALE_OAUTH_CLIENT_ID: 'k123' })
    expect(await attempt.ended).toBe(1)
    expect(attempt.said()).toContain('TAILSCALE_OAUTH_CLIENT_SECRET')
  })

  test('a kubeconfig without a credential for Tailscale', async () => {
    const attempt = start(folder(), { PORT: '3982', KUBECONFIG: join(folder(), 'config') })
    expect(await attempt.ended).toBe(1)
    expect(attempt.said()).toContain('TAILSCALE_API_KEY')
  })

  test('a port that another program has', async () => {
    const other = createServer().listen(3983)
    const attempt = start(folder(), { PORT: '3983' })
    expect(await attempt.ended).toBe(1)
    expect(attempt.said()).toContain('Port 3983 is taken')
    other.close()
  })
})
