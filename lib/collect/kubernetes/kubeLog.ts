/** As much of a logger as is used here. */
export interface KubeLog {
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
}
