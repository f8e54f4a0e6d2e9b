import { useCallback, useRef } from 'react'

/**
 * Gives an idempotency key for what is about to be sent: the same content gets the same key again, so pressing
 * once more after no answer came can never act twice; other content gets a new one (domain.md §2 rule 3).
 */
export function useSteadyKey(): (content: unknown) => string {
  const last = useRef<{ content: string; key: string } | null>(null)
  return useCallback((content: unknown) => {
    const text = JSON.stringify(content)
    if (last.current?.content !== text) last.current = { content: text, key: crypto.randomUUID() }
    return last.current.key
  }, [])
}
