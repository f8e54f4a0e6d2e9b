import { useEffect } from 'react'

/** Enter goes from the list into the matter beside it, unless something that Enter works on has the focus. */
export function useEnterOpens(): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.defaultPrevented || document.activeElement !== document.body) return
      const panel = document.querySelector<HTMLElement>('.matter-panel')
      panel?.querySelector<HTMLElement>('button, a[href], [tabindex="0"]')?.focus()
    }
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
