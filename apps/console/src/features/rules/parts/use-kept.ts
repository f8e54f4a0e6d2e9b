import { useState } from 'react'

/** What was typed into a form and not sent yet, kept for this window under a name. */
export function useKept<Values extends object>(name: string) {
  const key = `linli.draft.rules.${name}`
  const [kept] = useState(() => read<Values>(key))
  return {
    kept,
    keep: (values: Partial<Values>) => sessionStorage.setItem(key, JSON.stringify(values)),
    forget: () => sessionStorage.removeItem(key),
  }
}

function read<Values>(key: string): Partial<Values> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Values>
  } catch {
    return {}
  }
}
