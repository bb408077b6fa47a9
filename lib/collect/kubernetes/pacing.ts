/** How patiently an API server is asked again. */
export interface Pacing {
  /** Before the second try; doubled with each one after. */
  firstPauseMs: number
  longestPauseMs: number
  /** Where a kind is absent or refused: a CRD may be installed and a right be given later. */
  recheckMs: number
  /** Between two looks at what may be got by name only. */
  pollMs: number
  /** Asked of the server: how long one watch may last. */
  watchSeconds: number
  /** For a page of a list, and for the head of a watch. */
  answerMs?: number
}

/** A page of a large list takes a busy server some seconds. */
export const usualAnswerMs = 60_000

export const usualPacing: Pacing = {
  firstPauseMs: 1_000,
  longestPauseMs: 30_000,
  recheckMs: 60_000,
  pollMs: 30_000,
  // client-go takes 5 to 10 minutes; a load balancer in between commonly cuts at 4 to 5.
  watchSeconds: 240,
}
