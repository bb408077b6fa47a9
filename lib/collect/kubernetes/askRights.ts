import type { Outcome } from '#lib/tailnet/failure.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import type { ApiServer } from './apiServer.ts'
import { askAccess } from './askAccess.ts'

/** What the credentials may do with the pods of a namespace. */
export interface PodRights {
  exec: Tri
  proxy: Tri
  log: Tri
}

/** Asks the server itself what may be done with the pods of a namespace. */
export async function askRights(
  server: ApiServer,
  namespace: string,
  stop: AbortSignal,
): Promise<Outcome<PodRights>> {
  const may = (verb: string, subresource: string) =>
    askAccess(server, { verb, group: '', resource: `pods/${subresource}`, namespace, name: null }, stop)
  const [create, get, proxy, log] = await Promise.all([
    // Both, as a WebSocket exec is a GET and Kubernetes 1.35 asks for `create` as well (kubernetes PR 134577).
    may('create', 'exec'),
    may('get', 'exec'),
    may('get', 'proxy'),
    may('get', 'log'),
  ])
  if (!create.ok) return create
  if (!get.ok) return get
  if (!proxy.ok) return proxy
  if (!log.ok) return log
  const tri = (allowed: boolean): Tri => (allowed ? 'yes' : 'no')
  return {
    ok: true,
    value: { exec: tri(create.value && get.value), proxy: tri(proxy.value), log: tri(log.value) },
  }
}
