import type { ReactNode } from 'react'
import './panel.css'

interface Props {
  /** One sentence that answers the page's question with a number. */
  headline: ReactNode
  /** The way to the page, above the sentence. */
  above?: ReactNode
  /** At most three, one of them filled. */
  actions?: ReactNode
  /** The worst case and its cause. */
  children?: ReactNode
}

export function Verdict({ headline, above, actions, children }: Props) {
  return (
    <div className="verdict">
      <div>
        {above}
        <h1>{headline}</h1>
        {children && <p>{children}</p>}
      </div>
      {actions && <div className="acts">{actions}</div>}
    </div>
  )
}
