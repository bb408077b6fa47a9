import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { parseJson } from '../parseJson.ts'
import { readShape } from '../readShape.ts'
import type { ApiServer } from './apiServer.ts'
import { kubeText } from './kubeText.ts'

/** What the credentials may do with the pods of a namespace. */
export interface PodRights {
  exec: Tri
  proxy: Tri
  log: Tri
}

const wireReview = z.object({ status: z.object({ allowed: z.boolean() }) })
const limits = { timeoutMs: 15_000, limitBytes: 256 * 1024 }
const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'

/** Asks the server itself (SelfSubjectAccessReview): every account may ask what it may do. */
export async function askRights(
  server: ApiServer,
  namespace: string,
  stop: AbortSignal,
): Promise<Outcome<PodRights>> {
  const may = async (verb: string, subresource: string): Promise<Outcome<boolean>> => {
    const what = `review of ${verb} pods/${subresource}`
    const body = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { namespace, verb, group: '', resource: 'pods', subresource } },
    }
    const text = await kubeText(server, { what, path, body }, limits, stop)
    const json = text.ok ? parseJson(text.value, what) : text
    const review = json.ok ? readShape(wireReview, json.value, what) : json
    return review.ok ? { ok: true, value: review.value.status.allowed } : review
  }
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
