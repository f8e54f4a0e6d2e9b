import { problemOf, useSteadyKey } from '@linli/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { api } from '../../app/api.ts'

const key = 'evaluations'

export function useRubrics() {
  return useQuery({ queryKey: [key, 'rubrics'], queryFn: () => api.listRubrics() })
}

export function useCycles() {
  return useQuery({ queryKey: [key, 'cycles'], queryFn: () => api.listCycles() })
}

export function useCycle(cycleId: string) {
  return useQuery({ queryKey: [key, 'cycle', cycleId], queryFn: () => api.getCycle({ params: { cycleId } }) })
}

export function useSheet(sheetId: string) {
  return useQuery({ queryKey: [key, 'sheet', sheetId], queryFn: () => api.getSheet({ params: { sheetId } }) })
}

export function useLevels() {
  return useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels(), staleTime: 3_600_000 }).data?.items ?? []
}

/**
 * Sends something with a key that is the same for the same words; afterwards everything of evaluations is read again, also after
 * somebody else was faster, so that sending once more is sent with what is known now. What was typed stays.
 */
export function useEvaluationChange<Given>(options: {
  call: (given: Given, idempotencyKey: string) => Promise<unknown>
  done: string
  onDone: () => void
}) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const readAgain = () => queries.invalidateQueries({ queryKey: [key] })
  const mutation = useMutation({
    mutationFn: (given: { version: number | null; given: Given }) => options.call(given.given, keyFor(given)),
    onSuccess: async () => {
      message.success(options.done)
      await readAgain()
      options.onDone()
    },
    onError: async (error) => {
      if (problemOf(error)?.status === 409) await readAgain()
    },
  })
  return {
    /** `version`: the one it is meant for; null of what is new. */
    send: (given: Given, version: number | null = null) => mutation.mutate({ version, given }),
    pending: mutation.isPending,
    error: mutation.error,
  }
}
