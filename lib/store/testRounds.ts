import { clusterId, deviceId, podUid, targetId } from '#lib/tailnet/ids.ts'
import type { PathCounter, PeerReading, TailscaledReading } from '#lib/tailnet/reading.ts'
import type { Database } from './database.ts'
import type { RoundWrite } from './roundWrite.ts'

/** Rounds as tests tell them: one pod, its minutes, and what it saw of its peers. */

const noon = Date.UTC(2026, 10, 20, 12)
/** Minutes after noon. */
export const at = (minute: number) => new Date(noon + minute * 60_000)
export const shop = targetId({
  cluster: clusterId('c1'),
  namespace: 'n',
  kind: 'Deployment',
  name: 'shop',
  ordinal: null,
})
export const pod = podUid('pod-1')

const peer = (name: string, more: Partial<PeerReading>): PeerReading => ({
  device: deviceId(name),
  hostName: name,
  dnsName: `${name}.demo.ts.net`,
  tailscaleIps: [],
  os: 'linux',
  tags: [],
  online: true,
  expired: false,
  active: true,
  currentAddress: null,
  peerRelay: null,
  homeRegionCode: 'fra',
  rxBytes: 0,
  txBytes: 0,
  lastWrite: null,
  lastHandshake: null,
  wireguardOnly: false,
  ...more,
})

export const onDirect = (name: string, rxBytes = 0, currentAddress = '203.0.113.7:41641') =>
  peer(name, { currentAddress, rxBytes, txBytes: rxBytes })
export const onDerp = (name: string, rxBytes = 0, homeRegionCode = 'fra') =>
  peer(name, { rxBytes, txBytes: rxBytes, homeRegionCode })
/** More is sent with each look, and nothing ever comes back. */
export const unanswered = (name: string, txBytes: number) => peer(name, { rxBytes: 500, txBytes })

const nothing: Omit<TailscaledReading, 'at'> = { status: null, metrics: null, netInfo: null, endpoints: null }

export const round = (
  source: RoundWrite['source'],
  minute: number,
  more: Partial<RoundWrite> = {},
): RoundWrite => ({
  target: shop,
  podUid: pod,
  slot: at(minute),
  source,
  startedAt: at(minute),
  tookMs: 12,
  intervalSeconds: 60,
  outcome: { ok: true, reading: { at: at(minute), ...nothing } },
  ...more,
})

/** A good look at the paths: who is not listed is idle. */
export const saw = (minute: number, peers: PeerReading[], more: Partial<RoundWrite> = {}, device = 'dev-1') =>
  round('status', minute, {
    outcome: {
      ok: true,
      reading: {
        at: at(minute),
        ...nothing,
        status: {
          version: '1.102.5',
          backendState: 'Running',
          userspace: false,
          self: {
            device: deviceId(device),
            hostName: 'shop',
            dnsName: 'shop.demo.ts.net',
            tailscaleIps: [],
            online: true,
            homeRegionCode: 'fra',
            endpoints: [],
          },
          health: [],
          activeOnly: true,
          peers,
          tailnetName: null,
        },
      },
    },
    ...more,
  })

/** A good look at the counters: bytes that came in by each path since tailscaled started. */
export const counted = (
  minute: number,
  bytes: Partial<Record<PathCounter['path'], number>>,
  more: Partial<RoundWrite> = {},
) =>
  round('metrics', minute, {
    outcome: {
      ok: true,
      reading: {
        at: at(minute),
        ...nothing,
        metrics: {
          counters: Object.entries(bytes).map(([path, count]) => ({
            // The keys are path labels: the parameter's type says so.
            path: path as PathCounter['path'],
            direction: 'in',
            bytes: count,
            packets: Math.floor(count / 100),
          })),
          drops: [],
          homeRegion: null,
          healthWarnings: null,
        },
      },
    },
    ...more,
  })

export const failed = (source: RoundWrite['source'], minute: number, detail = 'no answer within 10 s') =>
  round(source, minute, {
    outcome: { ok: false, failure: { code: 'timeout', detail, httpStatus: null, retryAfterSeconds: null } },
  })

/** Takes all rows out: quicker than a database for each test. */
export async function emptied(db: Database): Promise<void> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select relname as name from pg_class
    where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
      and relname <> '_prisma_migrations'`
  for (const { name } of tables) await db.$executeRawUnsafe(`delete from "${name}"`)
}
