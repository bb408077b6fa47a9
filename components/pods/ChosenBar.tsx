'use client'

import { useEffect } from 'react'
import { counted } from '#lib/report/counted.ts'
import { podMarkdown } from '#lib/report/podMarkdown.ts'
import type { PodRow } from '#lib/report/podRow.ts'
import { podSheet } from '#lib/report/podSheet.ts'
import type { PodsPage } from '#lib/report/podsPage.ts'
import { tsv } from '#lib/report/tsv.ts'
import { CopyButton } from '../control/CopyButton.tsx'
import { copyText } from '../control/copyText.ts'
import type { PodRows } from './usePodRows.ts'
import type { PodChoice } from './usePodState.ts'
import './pods.css'

interface Props {
  page: PodsPage
  /** All rows in the order of the table. */
  all: readonly PodRow[]
  choice: PodChoice
  rows: PodRows
}

/** What can be done with chosen rows: copied for a spreadsheet, which Ctrl+C does too, or for a ticket. */
export function ChosenBar({ page, all, choice: { columns }, rows: { chosen, clear } }: Props) {
  const own = all.filter(({ id }) => chosen.has(id))
  const cells = tsv(podSheet(page, own, columns))
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCopy = (event.ctrlKey || event.metaKey) && event.key === 'c'
      const isTyping = event.target instanceof Element && event.target.matches('input[type=search], textarea')
      if (!isCopy || isTyping || (window.getSelection()?.isCollapsed ?? true) === false) return
      event.preventDefault()
      void copyText(cells)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [cells])
  return (
    <div className="chosen-bar">
      <span role="status">{counted(own.length, 'pod')} chosen</span>
      <CopyButton text={cells} what="rows for a spreadsheet" />
      <CopyButton text={podMarkdown(own, columns, page.asOf)} what="rows as Markdown" />
      <button type="button" className="btn quiet" onClick={clear}>
        Clear
      </button>
    </div>
  )
}
