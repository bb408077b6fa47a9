import { jsonReply, type Reply } from '../http/reply.ts'
import { isMap, type Json, ownValue } from './jsonValue.ts'
import type { KubeRequest } from './kubeRequest.ts'
import { failureReply, type KubeFailure } from './kubeStatus.ts'

/** What an account is not allowed. Everything else it is. */
export interface Denial {
  cluster?: string
  /** Without it, in all namespaces. */
  namespace?: string
  /** Without it, all verbs. */
  verb?: string
  /** `pods`, or with the subresource: `pods/exec`. */
  resource: string
}

export interface Action {
  verb: string
  group: string
  /** With the subresource. */
  resource: string
  /** Null for all namespaces, or none. */
  namespace: string | null
  name: string | null
}

export class Rights {
  private readonly denials = new Set<Denial>()

  /** Returns what grants it again. */
  deny(denial: Denial): () => void {
    this.denials.add(denial)
    return () => this.denials.delete(denial)
  }

  allows(cluster: string, { verb, resource, namespace }: Action): boolean {
    // Whoever lacks a right in one namespace does not have it in all.
    return ![...this.denials].some(
      denial =>
        (denial.cluster ?? cluster) === cluster &&
        denial.resource === resource &&
        (denial.verb ?? verb) === verb &&
        (denial.namespace === undefined || namespace === null || denial.namespace === namespace),
    )
  }
}

const account = 'system:serviceaccount:tailpath:tailpath'

export function forbidden({ verb, group, resource, namespace, name }: Action): KubeFailure {
  const where = namespace === null ? 'at the cluster scope' : `in the namespace "${namespace}"`
  const [plural = ''] = resource.split('/')
  const what = `${group === '' ? plural : `${plural}.${group}`}${name === null ? '' : ` "${name}"`}`
  const cannot = `User "${account}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`
  return {
    code: 403,
    message: `${what} is forbidden: ${cannot}`,
    details: { ...(name === null ? {} : { name }), ...(group ? { group } : {}), kind: plural },
  }
}

/** `POST` of a SelfSubjectAccessReview: may this account do that? */
export function accessReview(rights: Rights, cluster: string, body: string): Reply {
  let review: Json
  try {
    review = JSON.parse(body) as Json
  } catch (error) {
    return failureReply({ code: 400, message: `error decoding the body: ${String(error)}` })
  }
  const spec = isMap(review) ? review.spec : undefined
  const asked = isMap(spec) ? spec.resourceAttributes : undefined
  if (!isMap(spec) || (!isMap(asked) && !isMap(spec.nonResourceAttributes))) {
    const message =
      'SelfSubjectAccessReview is invalid: exactly one of nonResourceAttributes or resourceAttributes must be specified'
    return failureReply({ code: 422, message })
  }
  const text = (key: string) => {
    const value = isMap(asked) ? ownValue(asked, key) : undefined
    return typeof value === 'string' ? value : ''
  }
  const subresource = text('subresource')
  const allowed = rights.allows(cluster, {
    verb: text('verb'),
    group: text('group'),
    resource: subresource === '' ? text('resource') : `${text('resource')}/${subresource}`,
    namespace: text('namespace') || null,
    name: text('name') || null,
  })
  return jsonReply(201, {
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: { creationTimestamp: null },
    spec,
    status: allowed
      ? {
          allowed,
          reason: 'RBAC: allowed by ClusterRoleBinding "tailpath-objects" of ClusterRole "tailpath-objects"',
        }
      : { allowed },
  })
}

/** The verb by which RBAC knows a request. */
export function verbOf(method: string, request: KubeRequest): string {
  if (request.name === null && method === 'GET') return request.query.has('watch') ? 'watch' : 'list'
  const verbs: Record<string, string> = {
    GET: 'get',
    HEAD: 'get',
    POST: 'create',
    PUT: 'update',
    PATCH: 'patch',
  }
  return verbs[method] ?? (request.name === null ? 'deletecollection' : 'delete')
}
