import type { RoutingDraft, RoutingRule } from '@linli/contract'
import { problemOf } from '@linli/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../../../app/api.ts'
import { routingKey } from '../parts/use-rules.ts'

export const draftKey = [...routingKey, 'draft'] as const

/** A draft under somebody's hands. */
export interface DraftAtWork {
  rules: readonly RoutingRule[]
  /** What the server has of it, with what a check found. */
  saved: RoutingDraft
  state: 'saved' | 'saving' | 'failed'
  error: unknown
  /** The draft as it was saved elsewhere meanwhile; null when it was not. */
  elsewhere: RoutingDraft | null
  change: (rules: readonly RoutingRule[]) => void
  again: () => void
  /** After it was saved elsewhere: save mine over it, or go on with that one. */
  keepMine: () => void
  takeTheirs: () => void
}

/**
 * Keeps every change of the draft on the server, one saving after the other. When the same draft was saved elsewhere, both are
 * there until the person decides.
 */
export function useDraft(start: RoutingDraft): DraftAtWork {
  const queries = useQueryClient()
  const [rules, setRules] = useState(start.rules as readonly RoutingRule[])
  const [saved, setSaved] = useState(start)
  const [state, setState] = useState<DraftAtWork['state']>('saved')
  const [error, setError] = useState<unknown>(null)
  const [elsewhere, setElsewhere] = useState<RoutingDraft | null>(null)
  const work = useRef({ running: false, wanted: null as readonly RoutingRule[] | null, revision: start.revision })

  const take = (draft: RoutingDraft) => {
    work.current.revision = draft.revision
    setSaved(draft)
    queries.setQueryData(draftKey, { draft })
  }
  const save = async (wanted: readonly RoutingRule[]) => {
    work.current.wanted = wanted
    if (work.current.running) return
    work.current.running = true
    setState('saving')
    setError(null)
    try {
      while (work.current.wanted) {
        const next = work.current.wanted
        work.current.wanted = null
        const { revision } = work.current
        take(await api.saveRoutingDraft({ body: { revision, basedOn: saved.basedOn, note: saved.note, rules: [...next] } }))
      }
      setState('saved')
    } catch (failure) {
      setState('failed')
      setError(failure)
      if (problemOf(failure)?.code === 'draft_changed') setElsewhere((await api.getRoutingDraft()).draft)
    } finally {
      work.current.running = false
    }
  }
  const change = (next: readonly RoutingRule[]) => {
    setRules(next)
    if (!elsewhere) void save(next)
  }
  return {
    rules,
    saved,
    state,
    error,
    elsewhere,
    change,
    again: () => void save(rules),
    keepMine: () => {
      work.current.revision = elsewhere?.revision ?? 0
      setElsewhere(null)
      void save(rules)
    },
    takeTheirs: () => {
      if (!elsewhere) return
      take(elsewhere)
      setRules(elsewhere.rules)
      setElsewhere(null)
      setState('saved')
      setError(null)
    },
  }
}
