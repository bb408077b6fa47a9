import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { type ClusterId, clusterId } from '#lib/tailnet/ids.ts'
import { parseJson } from '../parseJson.ts'
import { readShape } from '../readShape.ts'
import type { ApiServer } from './apiServer.ts'
import { kubeText } from './kubeText.ts'

const wireNamespace = z.object({ metadata: z.object({ uid: z.string().min(1).max(128) }) })
const limits = { timeoutMs: 15_000, limitBytes: 1024 * 1024 }

/** Who a cluster is: the UID of its namespace kube-system, which a renamed context leaves as it is. */
export async function readClusterId(server: ApiServer, stop: AbortSignal): Promise<Outcome<ClusterId>> {
  const what = 'namespace kube-system'
  const text = await kubeText(server, { what, path: '/api/v1/namespaces/kube-system' }, limits, stop)
  const json = text.ok ? parseJson(text.value, what) : text
  const namespace = json.ok ? readShape(wireNamespace, json.value, what) : json
  return namespace.ok ? { ok: true, value: clusterId(namespace.value.metadata.uid) } : namespace
}
