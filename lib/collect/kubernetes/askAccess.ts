import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { parseJson } from '../parseJson.ts'
import { readShape } from '../readShape.ts'
import type { ApiServer } from './apiServer.ts'
import { kubeText } from './kubeText.ts'

/** What somebody wants to do, as RBAC sees it. */
export interface Action {
  verb: string
  /** Empty for the core group. */
  group: string
  /** With the subresource: `pods/exec`. */
  resource: string
  /** Null for all namespaces, or a resource of the cluster. */
  namespace: string | null
  /** Null for all objects. */
  name: string | null
}

const wireReview = z.object({ status: z.object({ allowed: z.boolean() }) })
const limits = { timeoutMs: 15_000, limitBytes: 256 * 1024 }
const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'

/** May this account do that? Asked of the server itself, which every account may (SelfSubjectAccessReview). */
export async function askAccess(
  server: ApiServer,
  action: Action,
  stop: AbortSignal,
): Promise<Outcome<boolean>> {
  const { verb, group, namespace, name } = action
  const [resource = '', subresource = ''] = action.resource.split('/')
  const what = `review of ${verb} ${action.resource}`
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: {
      resourceAttributes: {
        verb,
        group,
        resource,
        subresource,
        ...(namespace === null ? {} : { namespace }),
        ...(name === null ? {} : { name }),
      },
    },
  }
  const text = await kubeText(server, { what, path, body }, limits, stop)
  const json = text.ok ? parseJson(text.value, what) : text
  const review = json.ok ? readShape(wireReview, json.value, what) : json
  return review.ok ? { ok: true, value: review.value.status.allowed } : review
}
