import type { Params, Question } from './views.ts'

/** Under which the server hands a view over and the browser finds it. */
export const viewKey = (question: Question, params: Params) => ['view', question, params] as const

/** Address of a view for one who asks over HTTP. */
export function viewHref(question: Question, params: Params): string {
  const search = new URLSearchParams(params).toString()
  return `/api/v1/${question}${search ? `?${search}` : ''}`
}
