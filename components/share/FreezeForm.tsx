'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { type Redaction, redactions } from '#lib/report/redactText.ts'
import type { Expiry } from '#lib/tailnet/expiry.ts'
import { CopyButton } from '../control/CopyButton.tsx'
import { freezeView } from './freezeView.ts'
import './share.css'

interface Props {
  /** The view, with absolute hours. */
  search: string
  redaction: Redaction[]
  expiries: Expiry[]
  /** The administrator said where readers reach this host: chats find the picture then. */
  hasPublicUrl: boolean
  markdown: string
}

const taken: Record<Redaction, string> = {
  tailnet: 'The tailnet’s name',
  emails: 'E-mail addresses',
  addresses: 'Public addresses, to /24 (IPv6: /48)',
  devices: 'Device names and tailnet addresses',
}
const lasts: Record<Expiry, string> = {
  '1h': '1 hour',
  '1d': '1 day',
  '7d': '7 days',
  '30d': '30 days',
  never: 'Until it is revoked',
}
const usual: Expiry = '7d'

/** What to take out, how long to show it, and by whom; then the link. The preview beside it follows each choice. */
export function FreezeForm({ search, redaction, expiries, hasPublicUrl, markdown }: Props) {
  const router = useRouter()
  const [chosen, setChosen] = useState<Redaction[]>(redaction)
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ url: string } | { why: string } | null>(null)
  const link = useRef<HTMLInputElement>(null)
  const id = useId()
  const url = said && 'url' in said ? said.url : null
  useEffect(() => {
    if (url !== null) link.current?.select()
  }, [url])

  function choose(which: Redaction, isTaken: boolean) {
    const next = redactions.filter(each => (each === which ? isTaken : chosen.includes(each)))
    setChosen(next)
    setSaid(null)
    const params = new URLSearchParams(search)
    for (const each of redactions) if (!next.includes(each)) params.append('keep', each)
    router.replace(`/freeze?${params}`, { scroll: false })
  }

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const expiry = expiries.find(each => each === form.get('expiry'))
    if (!expiry) return
    setBusy(true)
    const made = await freezeView({
      search,
      redaction: chosen,
      expiry,
      by: String(form.get('by') ?? '').trim() || null,
    })
    setBusy(false)
    setSaid(made.ok ? { url: made.url } : { why: made.why })
  }

  return (
    <form onSubmit={send} aria-label="Freeze and share">
      <fieldset>
        <legend>Take out</legend>
        {redactions.map(each => (
          <label key={each}>
            <input
              type="checkbox"
              name="redact"
              value={each}
              checked={chosen.includes(each)}
              onChange={event => choose(each, event.target.checked)}
            />
            {taken[each]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Shown for</legend>
        {expiries.map(each => (
          <label key={each}>
            <input
              type="radio"
              name="expiry"
              value={each}
              defaultChecked={each === (expiries.includes(usual) ? usual : expiries.at(-1))}
            />
            {lasts[each]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>
          <label htmlFor={`${id}by`}>By whom (shown to readers)</label>
        </legend>
        <input id={`${id}by`} name="by" maxLength={80} autoComplete="name" />
      </fieldset>
      <div className="acts">
        <button type="submit" className="btn primary" disabled={isBusy}>
          {isBusy ? 'Freezing …' : 'Create the link'}
        </button>
        <CopyButton text={markdown} what="as Markdown" />
      </div>
      <div className="made" role="status">
        {said && 'why' in said && <p>{said.why}</p>}
        {url !== null && (
          <>
            <p>
              Frozen. The link is shown this once; revoke it under <a href="/settings#shares">Settings</a>.
            </p>
            <input ref={link} readOnly value={url} aria-label="Link to the frozen copy" />
            <CopyButton text={url} what="link to the frozen copy" />
            <p>
              <a href={`${url}/og`} target="_blank" rel="noreferrer">
                Its picture
              </a>
              , 1200 × 630.{' '}
              {!hasPublicUrl &&
                'Chats unfold it by themselves once TAILPATH_PUBLIC_URL says where readers reach tailpath.'}
            </p>
          </>
        )}
      </div>
      <details>
        <summary>Markdown</summary>
        <pre className="md">{markdown}</pre>
      </details>
    </form>
  )
}
