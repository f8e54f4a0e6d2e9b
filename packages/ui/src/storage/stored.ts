import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Map<string, Set<() => void>>()
const memory = new Map<string, string>()

/** What this device keeps under a name; null when nothing is kept. Works in memory when storage is refused. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? memory.get(name) ?? null
  } catch {
    return memory.get(name) ?? null
  }
}

/** Keeps a value on this device, or forgets it when null; everyone who uses it on this page is told. */
export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
    memory.delete(name)
  } catch {
    // Private windows and full storage refuse: keep it for as long as the page is open.
    if (value === null) memory.delete(name)
    else memory.set(name, value)
  }
  for (const tell of listeners.get(name) ?? []) tell()
}

/** A value kept on this device, as state: `[value, keep]`. */
export function useStored(name: string): [string | null, (value: string | null) => void] {
  const subscribe = useCallback(
    (tell: () => void) => {
      const of = listeners.get(name) ?? new Set()
      listeners.set(name, of.add(tell))
      window.addEventListener('storage', tell)
      return () => {
        of.delete(tell)
        window.removeEventListener('storage', tell)
      }
    },
    [name],
  )
  const value = useSyncExternalStore(subscribe, () => readStored(name))
  return [value, useCallback((next: string | null) => writeStored(name, next), [name])]
}
