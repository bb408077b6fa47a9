/** What a change of a fact did for paths, in words and by the remedy that it is. */
export interface Change {
  /** "`hostNetwork` was switched on" */
  what: string
  /** Id of the remedy; null where none of tailpath's is quite that. */
  remedy: string | null
  /** Whom it may concern, within the subject's cluster; both null for all of it. */
  namespace?: string
  node?: string
}
