import { jsonPatch, PatchProblem } from './jsonPatch.ts'
import type { Json } from './jsonValue.ts'
import type { KubeFailure } from './kubeStatus.ts'
import { mergePatch } from './mergePatch.ts'
import type { ResourceKind } from './resourceKinds.ts'
import { strategicMerge } from './strategicMerge.ts'

const media = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
} as const

/** The object as the patch makes it. Custom resources know no strategic merge. */
export function patched(
  resource: ResourceKind,
  before: Json,
  contentType: string,
  body: Json,
): { object: Json } | KubeFailure {
  const type = contentType.split(';')[0]?.trim() ?? ''
  const accepted = Object.keys(media).filter(
    name => !resource.isCustom || media[name as keyof typeof media] !== 'strategic',
  )
  if (!accepted.includes(type)) {
    const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`
    return { code: 415, message }
  }
  try {
    switch (media[type as keyof typeof media]) {
      case 'json':
        return { object: jsonPatch(before, body) }
      case 'merge':
        return { object: mergePatch(before, body) }
      case 'strategic':
        return { object: strategicMerge(resource.kind, before, body) }
    }
  } catch (error) {
    if (!(error instanceof PatchProblem)) throw error
    return { code: type === 'application/json-patch+json' ? 422 : 400, message: error.message }
  }
}
