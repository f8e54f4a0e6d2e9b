import type { LimitUnit } from '@linli/contract'
import { clockName, useSharedTexts } from '@linli/ui'
import { useCallback } from 'react'
import { useRulesTexts } from '../texts.ts'

/** Clocks of other kinds and the ceiling of an extension, which the desk never names. */
const otherClocks = [
  'extend',
  'task_accept',
  'task_handle',
  'task_check',
  'task_close',
  'wish_review',
  'wish_pool',
  'wish_wait',
  'wish_claim',
  'wish_publish',
  'errand_accept',
  'errand_run',
  'errand_call',
  'errand_close',
  'dispute_accept',
  'dispute_begin',
  'dispute_mediate',
  'dispute_follow',
  'dispute_close',
] as const

/** A limit as people say it: 3 工作日. */
export function LimitWords({ amount, unit }: { amount: number; unit: LimitUnit }) {
  return useLimitWords()({ amount, unit })
}

export function useLimitWords(): (limit: { amount: number; unit: LimitUnit }) => string {
  const shared = useSharedTexts()
  const say = useRulesTexts()
  return useCallback(({ amount, unit }) => say('limits.amount', { amount, unit: shared(`limitUnits.${unit}`) }), [say, shared])
}

/** What a limit is for, clocks of every kind of matter included. */
export function useClockName(): (clock: string) => string {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  return useCallback(
    (clock) => {
      const other = otherClocks.find((one) => one === clock)
      return other ? say(`limits.clocks.${other}`) : clockName(clock, shared)
    },
    [say, shared],
  )
}
