import { problemOf, useSteadyKey } from '@linli/ui'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'

/** A change of a rule on its way. */
export interface RuleChange<Given> {
  send: (given: Given) => void
  pending: boolean
  error: unknown
  /** True after somebody else was faster: what the rule says now has been read again, and sending once more writes over it. */
  overtaken: boolean
}

const overtakenCodes: readonly string[] = ['rule_changed', 'category_changed']

/**
 * Sends a change of a rule with a key that is the same for the same words. When somebody else was faster, what the rule says
 * now is fetched, and what was typed stays.
 */
export function useRuleChange<Given>(options: {
  call: (given: Given, idempotencyKey: string) => Promise<unknown>
  /** What is read again afterwards, and after a conflict. */
  reads: readonly QueryKey[]
  done: string
  onDone: () => void
}): RuleChange<Given> {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const [overtaken, setOvertaken] = useState(false)
  const readAgain = () => Promise.all(options.reads.map((queryKey) => queries.invalidateQueries({ queryKey })))
  const mutation = useMutation({
    mutationFn: (given: Given) => options.call(given, keyFor([overtaken, given])),
    onSuccess: async () => {
      message.success(options.done)
      await readAgain()
      options.onDone()
    },
    onError: async (error) => {
      if (!overtakenCodes.includes(problemOf(error)?.code ?? '')) return
      await readAgain()
      setOvertaken(true)
    },
  })
  return { send: mutation.mutate, pending: mutation.isPending, error: mutation.error, overtaken }
}
