/** A sentence with names of machines in backticks, set in mono: the way findings and remedies write them. */
export function Inline({ text }: { text: string }) {
  return text.split('`').map((piece, index) => {
    const isCode = index % 2 === 1
    return isCode ? <code key={index}>{piece}</code> : <span key={index}>{piece}</span>
  })
}
