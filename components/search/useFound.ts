'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SearchView } from '#lib/report/searchView.ts'
import { viewHref } from '../live/viewKey.ts'

/** A reader who still types is not asked for. */
const pauseMs = 120
const shownHits = '8'

/** What matches while a reader types: no more than fits below the field. Null before the first answer, or where it failed. */
export function useFound(text: string): SearchView | null {
  const [asked, setAsked] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  const params = { q: asked.trim(), most: shownHits }
  const { data } = useQuery<SearchView | null>({
    queryKey: ['found', params],
    enabled: params.q !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const answer = await fetch(viewHref('search', params), { signal })
      // Made by app/ask/answerWith.ts, of the same build as this code.
      return answer.ok ? ((await answer.json()) as SearchView) : null
    },
  })
  return params.q === '' ? null : (data ?? null)
}
