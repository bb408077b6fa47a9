'use client'

import { useEffect, useState } from 'react'

/** The server's time, ticking: `asOf` on first paint, then moved on by how long ago this browser was told. */
export function useNow(asOf: number): number {
  const [now, setNow] = useState(asOf)
  useEffect(() => {
    const told = performance.now()
    setNow(asOf)
    const timer = setInterval(() => setNow(asOf + performance.now() - told), 1_000)
    return () => clearInterval(timer)
  }, [asOf])
  return now
}
