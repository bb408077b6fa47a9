/** Takes the text of a body piece by piece. */
export interface BodyReader {
  take(text: string): void
  /** What is left of the text when all of it was taken. */
  rest(): string
}

/** Keeps all of it. */
export function wholeText(): BodyReader {
  const pieces: string[] = []
  return { take: text => void pieces.push(text), rest: () => pieces.join('') }
}
