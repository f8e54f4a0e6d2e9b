import { useEffect, useEffectEvent } from 'react'

/**
 * Single keys for the page, by letter. Silent while somebody types, holds a modifier, composes Chinese, or has a
 * dialog open, so that a key never acts on what is not being looked at.
 */
export function useKeys(keys: Record<string, (() => void) | undefined>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return
    if (event.target instanceof HTMLElement && event.target.closest(typingPlaces)) return
    if (document.querySelector('[role="dialog"][aria-modal="true"]:not([hidden])')?.checkVisibility()) return
    const act = keys[event.key.toLowerCase()]
    if (!act) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}

const typingPlaces = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="tree"]'
