import { z } from 'zod'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { parseJson } from '../parseJson.ts'
import { readShape } from '../readShape.ts'
import type { ApiServer } from './apiServer.ts'
import { kubeText } from './kubeText.ts'

const wireReview = z.object({ status: z.object({ userInfo: z.object({ username: z.string() }) }) })
const limits = { timeoutMs: 15_000, limitBytes: 256 * 1024 }
const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews'

/** Whom the server takes us for (SelfSubjectReview, Kubernetes 1.28); null where it is too old to tell. */
export async function askAccount(server: ApiServer, stop: AbortSignal): Promise<Outcome<string | null>> {
  const what = 'review of the account'
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }
  const text = await kubeText(server, { what, path, body }, limits, stop)
  if (!text.ok) return text.failure.code === 'not_found' ? { ok: true, value: null } : text
  const json = parseJson(text.value, what)
  const review = json.ok ? readShape(wireReview, json.value, what) : json
  return review.ok ? { ok: true, value: review.value.status.userInfo.username } : review
}
