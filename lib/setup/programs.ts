import { join } from 'node:path'
import type { Program } from './childProcess.ts'
import { say } from './say.ts'

/** Where and how the two programs of tailpath run. */
export interface Place {
  mode: 'demo' | 'real'
  url: string
  port: number
  folder: string
}

const shared = ({ mode, url, port, folder }: Place): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  DATABASE_URL: url,
  TAILPATH_MODE: mode,
  TAILPATH_DATA: folder,
  PORT: String(port),
})

/** The collector: it alone is given credentials. */
export function collectorProgram(place: Place): Program {
  return {
    name: 'the collector',
    args: [place.mode === 'demo' ? 'lib/demo/main.ts' : 'lib/poll/main.ts'],
    env: shared(place),
    log: join(place.folder, 'collector.log'),
    onLine: line => {
      if (line.startsWith('progress ')) say(`history of the demo: ${line.slice('progress '.length)}`)
      if (line === 'ready') say('the collector has its first picture')
    },
  }
}

/** The pages: they read the database and know no credential of a source. */
export function pagesProgram(place: Place): Program {
  const kept = Object.entries(shared(place)).filter(([name]) => !/^(TAILSCALE_|KUBECONFIG$)/.test(name))
  return {
    name: 'the web server',
    args: ['node_modules/next/dist/bin/next', 'start', '--port', String(place.port)],
    env: { NODE_ENV: 'production', ...Object.fromEntries(kept) },
    log: join(place.folder, 'pages.log'),
  }
}
