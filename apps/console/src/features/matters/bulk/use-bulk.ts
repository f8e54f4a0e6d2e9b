import { problemOf, useProblemText } from '@linli/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { api } from '../../../app/api.ts'
import { useCategories } from '../../../parts/use-categories.ts'
import { updateRow } from '../list/use-desk-list.ts'
import { useSelection } from '../selection.ts'
import { type BulkAction, carryOut, type Doable, isDoable, type Plan, planFor } from './bulk-plan.ts'

/** How one matter fares: `refused` with what was said, and whether it may be tried again as it is. */
export type Fate = { at: 'waiting' | 'running' | 'done' } | { at: 'refused'; why: string }

/** Somebody else was faster: trying the same again would be refused again. */
const overtakenCodes: readonly string[] = ['matter_changed', 'action_not_possible']

/** So many at once: others work on the same server. */
const abreast = 3

/** Looks at the chosen matters, says what will be done with each, does it when told to, and stops when told to. */
export function useBulk(action: BulkAction) {
  const queries = useQueryClient()
  const problemText = useProblemText()
  const categories = useCategories()
  const selection = useSelection()
  const [chosen] = useState(selection.ids)
  const [plans, setPlans] = useState<readonly Plan[]>([])
  const [fates, setFates] = useState<ReadonlyMap<string, Fate>>(new Map())
  const [phase, setPhase] = useState<'preparing' | 'ready' | 'running' | 'over'>('preparing')
  const stopped = useRef(false)
  const found = useRef<Plan[] | null>(null)

  const planOf = (matterId: string) => planFor(action, matterId, (code) => categories.find(code)?.severity)
  const look = useEffectEvent(planOf)
  useEffect(() => {
    // Categories come once an hour and are there before anybody opens this; without them there is nothing to plan with.
    if (found.current || categories.all.length === 0) return
    const plan: Plan[] = []
    found.current = plan
    void inParallel(chosen, async (matterId) => {
      plan.push(await look(matterId))
      setPlans([...plan])
    }).then(() => setPhase('ready'))
  }, [categories, chosen])
  useEffect(
    () => () => {
      stopped.current = true
    },
    [],
  )

  const tell = (matterId: string, fate: Fate) => setFates((before) => new Map(before).set(matterId, fate))
  const doOne = async (plan: Doable) => {
    if (stopped.current) return
    tell(plan.matterId, { at: 'running' })
    try {
      await carryOut(plan)
      tell(plan.matterId, { at: 'done' })
      selection.deselect([plan.matterId])
    } catch (error) {
      tell(plan.matterId, { at: 'refused', why: problemText(error) })
      if (overtakenCodes.includes(problemOf(error)?.code ?? '')) {
        // What is tried again is what was seen: the list shows what would be done with the matter as it is now.
        const anew = await planOf(plan.matterId)
        setPlans((before) => before.map((one) => (one.matterId === plan.matterId ? anew : one)))
      }
    }
    const after = await api.getMatter({ params: { matterId: plan.matterId } }).catch(() => null)
    if (!after) return
    queries.setQueryData(['matter', after.id], after)
    updateRow(queries, after)
  }
  const doable = plans.filter(isDoable)
  const left = doable.filter((plan) => fates.get(plan.matterId)?.at !== 'done')
  const start = async () => {
    stopped.current = false
    setPhase('running')
    await inParallel(left, doOne)
    setPhase('over')
    void queries.invalidateQueries({ queryKey: ['counts'] })
  }
  return {
    all: chosen.length,
    plans,
    fates,
    phase,
    doable,
    left,
    start,
    stop: () => {
      stopped.current = true
    },
  }
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: abreast }, worker))
}
