'use client'

import { type ExportTable, exportHref } from '#lib/report/exportHref.ts'
import { timeSearch } from '../live/timeParams.ts'
import { useTime } from '../live/useTime.ts'
import { Menu } from './Menu.tsx'

interface Props {
  table: ExportTable
  /** What the page is asked with besides time: whose links, which filters. A list of values stands there once for each. */
  search?: Readonly<Record<string, string | readonly string[] | null | undefined>>
}

/** What a table shows, as a file: links that work without scripts. */
export function ExportMenu({ table, search = {} }: Props) {
  const { words } = useTime()
  const asked = new URLSearchParams(timeSearch(words))
  for (const [name, value] of Object.entries(search))
    for (const each of [value ?? []].flat()) if (!asked.has(name, each)) asked.append(name, each)
  return (
    <Menu label="Export">
      <a href={exportHref(table, 'csv', asked)} download>
        CSV
      </a>
      <a href={exportHref(table, 'json', asked)} download>
        JSON
      </a>
      <p>What is shown here, with all its rows.</p>
    </Menu>
  )
}
