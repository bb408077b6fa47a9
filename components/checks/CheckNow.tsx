'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { ChecksView } from '#lib/report/checksView.ts'
import { useNow } from '../live/useNow.ts'
import { useView } from '../live/useView.ts'
import { viewKey } from '../live/viewKey.ts'
import { Ago } from '../text/Ago.tsx'
import { askCheck, type CheckAsk } from './askCheck.ts'
import { CheckOutcome } from './CheckOutcome.tsx'
import { waitForCheck } from './waitForCheck.ts'
import '../control/control.css'
import './checks.css'

interface Props {
  /** Place of the pod. */
  cluster: string
  namespace: string
  name: string
  /** Device to ping; null asks the pod for a netcheck. */
  peer: string | null
  peerName?: string
  /** Why it cannot be checked; null where it can. */
  disabledWhy: string | null
}

/** Asks for a check of a pod, or of its link to a peer, and shows what came of the last one: probed, not observed. */
export function CheckNow({ cluster, namespace, name, peer, peerName, disabledWhy }: Props) {
  const params = { cluster, namespace, name }
  const { view } = useView('checks', params, { always: true })
  const client = useQueryClient()
  const whyId = useId()
  const [isBusy, setIsBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const kind = peer === null ? 'netcheck' : 'ping'
  const last = view?.rows.find(row => row.kind === kind && row.peer === peer) ?? null

  async function check() {
    setIsBusy(true)
    setRefusal(null)
    const ask: CheckAsk =
      peer === null ? { target: params, kind: 'netcheck' } : { target: params, kind: 'ping', peer }
    const asked = await askCheck(ask)
    if (asked.ok) {
      const found = await waitForCheck(params, asked.id)
      if (found) client.setQueryData<{ view: ChecksView; failure: null }>(viewKey('checks', params), found)
      else setRefusal('No answer within a minute. It stands below when it comes.')
    } else setRefusal(asked.why)
    setIsBusy(false)
  }

  const reason = disabledWhy ?? refusal
  return (
    <div className="checknow">
      <button
        type="button"
        className="btn"
        disabled={disabledWhy !== null || isBusy}
        aria-busy={isBusy}
        {...(reason && { 'aria-describedby': whyId })}
        onClick={check}
      >
        {isBusy ? 'Checking …' : 'Check now'}
        {peerName && <span className="sr">: ping {peerName}</span>}
      </button>
      <div className="checkwords" aria-live="polite">
        {reason && (
          <p id={whyId} className="t12 dim">
            {disabledWhy !== null && 'Cannot be checked: '}
            {reason}
          </p>
        )}
        {last && view && last.finishedAt !== null && (
          <>
            <p className="t12 dim">
              <span className="tag">probed</span> <Probed at={last.finishedAt} asOf={view.asOf} /> ago
            </p>
            <CheckOutcome check={last} />
          </>
        )}
      </div>
    </div>
  )
}

/** How long ago, ticking. */
function Probed({ at, asOf }: { at: number; asOf: number }) {
  return <Ago at={at} now={useNow(asOf)} />
}
