/** Something that the person who starts tailpath can put right: shown without a stack, ends the start. */
export class SetupError extends Error {
  /** What to do about it, in one or more sentences. */
  readonly remedy: string

  constructor(what: string, remedy: string) {
    super(what)
    this.name = 'SetupError'
    this.remedy = remedy
  }
}
