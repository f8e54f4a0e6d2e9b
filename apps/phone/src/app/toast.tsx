import { useSyncExternalStore } from 'react'

let text = ''
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/** Shows a short line at the bottom for four seconds and has it read aloud. */
export function toast(words: string): void {
  show(words)
  clearTimeout(timer)
  timer = setTimeout(() => show(''), 4000)
}

function show(words: string): void {
  text = words
  for (const tell of listeners) tell()
}

/** Where toasts appear; once, in the frame. */
export function Toasts() {
  const words = useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => text,
  )
  return (
    <output className="toast" aria-live="polite">
      {words && <span>{words}</span>}
    </output>
  )
}
