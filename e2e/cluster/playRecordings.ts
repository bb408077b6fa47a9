import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { KubeObject } from '#lib/fake/model.ts'
import { podStatus } from '#lib/fake/world/kubeShape.ts'
import { labTargets } from '#lib/fake/world/labSeats.ts'
import { type Recording, recording } from '#lib/fake/world/recording.ts'
import type { Cluster } from './startCluster.ts'

const lab = join(import.meta.dirname, '../../lib/fake/lab')
const bin = join(import.meta.dirname, 'bin')

/** The recorded pods of a cluster of the lab. */
export const recordedPods = (cluster: string): Recording[] =>
  labTargets()
    .map(target => recording('base', target))
    .filter(({ pod }) => pod.cluster === cluster)

/** Lets exec, logs and pods/proxy of the recorded pods answer with their recordings. Ends by the returned function. */
export async function playRecordings(
  cluster: Cluster,
  objects: readonly KubeObject[],
  name = cluster.name,
): Promise<() => Promise<void>> {
  const played = recordedPods(name).map(each => ({ ...each, folder: written(cluster, each) }))
  cluster.fakelet({
    exec: played.map(({ pod, folder }) => ({
      namespace: pod.namespace,
      pod: pod.name,
      path: `${bin}:/usr/bin:/bin`,
      env: { RECORDING: folder },
    })),
    logs: played.map(({ pod, folder }) => ({
      namespace: pod.namespace,
      pod: pod.name,
      file: join(folder, 'log.txt'),
    })),
  })
  const servers: Server[] = []
  const ways: Record<string, string> = {}
  for (const { pod, folder } of played) {
    const object = objects.find(({ kind, metadata }) => kind === 'Pod' && metadata.name === pod.name)
    const server = await metricsServer(join(folder, 'metrics.txt'))
    servers.push(server)
    const { port } = server.address() as AddressInfo
    ways[`${object ? podStatus(object).podIP : ''}:9002`] = `127.0.0.1:${port}`
  }
  cluster.egress(ways)
  return async () => {
    for (const server of servers) {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }
}

/** The files that the stand-in of the CLI prints. */
function written(cluster: Cluster, { target, status }: Recording): string {
  const folder = join(cluster.folder, 'recordings', target)
  mkdirSync(folder, { recursive: true })
  for (const file of ['metrics.txt', 'log.txt', 'netcheck.json'])
    cpSync(join(lab, 'base', target, file), join(folder, file))
  cpSync(join(lab, 'derpmap.json'), join(folder, 'derp-map.json'))
  // The CLI itself leaves idle peers out (cmd/tailscale/cli/status.go).
  const active = Object.entries(status.Peer ?? {}).filter(([, peer]) => peer.Active)
  writeFileSync(
    join(folder, 'status-active.json'),
    JSON.stringify({ ...status, Peer: Object.fromEntries(active) }),
  )
  return folder
}

/** containerboot's port. */
function metricsServer(file: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end(readFileSync(file))
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}
