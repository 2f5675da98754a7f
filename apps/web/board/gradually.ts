import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** How many rows stand at once; the rest follow while the browser is idle. */
const AT_ONCE = 30
const STEP = 45

/** How many of `total` rows to draw now: the first at once, the rest bit by bit, and all before printing. */
export function useGradually(total: number): number {
  const [drawn, setDrawn] = useState(AT_ONCE)
  useEffect(() => {
    if (drawn >= total) return
    const timer = requestIdleCallback(() => setDrawn((before) => before + STEP), { timeout: 300 })
    return () => cancelIdleCallback(timer)
  }, [drawn, total])
  useEffect(() => {
    const all = (): void => flushSync(() => setDrawn(Number.MAX_SAFE_INTEGER))
    window.addEventListener('beforeprint', all)
    return () => window.removeEventListener('beforeprint', all)
  }, [])
  return drawn
}
