import { jsonReply, type Reply } from '../http/reply.ts'

/** Reasons of a `Status` by its code, as kube-apiserver names them (apimachinery, meta/v1/types.go `StatusReason`). */
const reasons: Record<number, string> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  409: 'Conflict',
  410: 'Expired',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
}

export interface KubeFailure {
  code: number
  message: string
  /** Where it is another than the code's usual one. */
  reason?: string
  details?: Record<string, unknown>
}

/** The `Status` object of a request that failed. */
export const statusObject = ({ code, message, reason, details }: KubeFailure) => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  reason: reason ?? reasons[code] ?? 'Unknown',
  ...(details ? { details } : {}),
  code,
})

export const failureReply = (failure: KubeFailure): Reply => jsonReply(failure.code, statusObject(failure))

/** What stands in the body where nothing more is known than the code. */
export const plainFailure = (code: number): Reply =>
  failureReply({
    code,
    message: `an error on the server ("${reasons[code] ?? 'unknown'}") has prevented the request`,
  })
