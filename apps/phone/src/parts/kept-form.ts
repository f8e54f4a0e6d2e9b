import { isFresh, readStored, useStored, writeStored } from '@linli/ui'
import { forgetPermit } from './photos/upload-permit.ts'
import { forgetPhotos } from './photos/photo-store.ts'

const keptUnder = 'linli.forms'
const most = 30

type Kept = Record<string, { at: number; typed: Record<string, unknown> }>

/**
 * What is being typed into a form, kept on this phone until it was sent: a closed sheet, a lost page or an empty battery
 * loses no word. `name` says which form of which matter. At most 30 are kept, the oldest goes first, and none beyond seven days.
 */
export function useKeptForm<F extends object>(
  name: string,
  empty: F,
): { form: F; change: (part: Partial<F>) => void; discard: () => void } {
  const [stored] = useStored(keptUnder)
  return {
    form: { ...empty, ...(parse(stored)[name]?.typed as Partial<F> | undefined) },
    change: (part) => {
      const { [name]: before, ...others } = parse(readStored(keptUnder))
      keep({ ...others, [name]: { at: Date.now(), typed: { ...before?.typed, ...part } } })
    },
    discard: () => {
      const { [name]: _sent, ...others } = parse(readStored(keptUnder))
      keep(others)
    },
  }
}

/** Forgets every form and its photos: the next person at this phone shall not read what the last one typed. */
export function forgetForms(): void {
  writeStored(keptUnder, null)
  forgetPhotos()
  forgetPermit()
}

function keep(forms: Kept): void {
  const entries = Object.entries(forms).slice(-most)
  writeStored(keptUnder, entries.length > 0 ? JSON.stringify(Object.fromEntries(entries)) : null)
}

function parse(stored: string | null): Kept {
  if (!stored) return {}
  try {
    const kept = Object.entries(JSON.parse(stored) as Kept)
    return Object.fromEntries(kept.filter(([, form]) => isFresh(form.at)))
  } catch {
    return {}
  }
}
