import type { GivenPoint, ReportInput } from '@linli/contract'
import { isFresh, readStored, useStored } from '@linli/ui'
import { useCallback, useMemo } from 'react'

/** A report being written. `key` is made once and sent with every try, so that it can arrive only once. */
export interface Draft {
  key: string
  text: string
  address: string
  place: GivenPoint | null
  placeName: string
  /** One of the suggested ones, or null: then the desk chooses. */
  categoryCode: string | null
  phone: string
  anonymous: boolean
}

export type DraftProblem = 'where' | 'what' | 'phone'

const keptUnder = 'linli.report.draft'

/** Under which name the photos of the report are kept. */
export const reportForm = 'report'

/** The draft kept on this phone for seven days, how to change it, and how to throw it away. */
export function useDraft(): { draft: Draft; change: (part: Partial<Draft>) => void; discard: () => void } {
  const [stored, keep] = useStored(keptUnder)
  const draft = useMemo(() => parse(stored), [stored])
  const change = useCallback(
    (part: Partial<Draft>) => {
      // What is kept now, not what this render saw: a place may be found while somebody types.
      const now = readStored(keptUnder)
      keep(JSON.stringify({ ...(now ? parse(now) : draft), ...part, at: Date.now() }))
    },
    [draft, keep],
  )
  return { draft, change, discard: useCallback(() => keep(null), [keep]) }
}

/** What is still missing or wrong, in the order of the page. */
export function problemsOf(draft: Draft): DraftProblem[] {
  const problems: DraftProblem[] = []
  if (!draft.place && draft.address.trim() === '') problems.push('where')
  if (draft.text.trim() === '') problems.push('what')
  if (draft.phone !== '' && !/^1[3-9]\d{9}$/.test(draft.phone)) problems.push('phone')
  return problems
}

export function inputOf(draft: Draft): ReportInput {
  return {
    text: draft.text.trim(),
    ...(draft.place && { place: draft.place }),
    ...(draft.address.trim() && { address: draft.address.trim() }),
    ...(draft.categoryCode && { categoryCode: draft.categoryCode }),
    ...(draft.phone && { contactPhone: draft.phone }),
    ...(draft.anonymous && { anonymous: true }),
  }
}

function parse(stored: string | null): Draft {
  const empty: Draft = {
    key: crypto.randomUUID(),
    text: '',
    address: '',
    place: null,
    placeName: '',
    categoryCode: null,
    phone: '',
    anonymous: false,
  }
  if (!stored) return empty
  try {
    const { at, ...draft } = JSON.parse(stored) as Partial<Draft> & { at?: number }
    return isFresh(at) ? { ...empty, ...draft } : empty
  } catch {
    return empty
  }
}
