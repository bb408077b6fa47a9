/** Why a question could not be answered, and what to do about it; both are sentences. */
export interface Failure {
  code: 'bad_request' | 'not_found' | 'database_away' | 'unreachable' | 'broken'
  why: string
  todo: string
}

/** A view, or why there is none. With both, the view is the last good one, shown on as long as asking again fails. */
export interface Answer<V> {
  view: V | null
  failure: Failure | null
}
