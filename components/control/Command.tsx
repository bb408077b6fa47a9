import { CopyButton } from './CopyButton.tsx'
import './control.css'

/** A command or file to be taken along as it stands. */
export function Command({ text }: { text: string }) {
  return (
    <div className="cmd">
      <code>{text}</code>
      <CopyButton text={text} />
    </div>
  )
}
