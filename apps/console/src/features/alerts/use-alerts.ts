import type { AlertKind, AlertState } from '@linli/contract'
import { useSteadyKey } from '@linli/ui'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../app/api.ts'

const key = 'alerts'

/** The alerts, page by page, newest first. */
export function useAlerts({ area, kind, state }: { area: string | undefined; kind: AlertKind | undefined; state: AlertState }) {
  return useInfiniteQuery({
    queryKey: [key, 'list', area ?? '', kind ?? '', state],
    queryFn: ({ pageParam, signal }) =>
      api.listAlerts(
        { query: { ...(area && { areaId: area }), ...(kind && { kind }), state, limit: 30, ...(pageParam && { after: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // New ones come once an hour; a notice tells of them.
    refetchInterval: 300_000,
  })
}

/** One alert with what it is made of; nothing is asked for without one. */
export function useAlert(alertId: string | undefined) {
  return useQuery({
    enabled: alertId !== undefined,
    queryKey: [key, 'one', alertId ?? ''],
    queryFn: ({ signal }) => api.getAlert({ params: { alertId: alertId ?? '' } }, signal),
  })
}

/** Sends what becomes of an alert, once for the same content, and reads everything of alerts anew, also after a refusal. */
export function useSettling<Values>(send: (values: Values, idempotencyKey: string) => Promise<unknown>, onDone: () => void) {
  const queries = useQueryClient()
  const keyFor = useSteadyKey()
  return useMutation({
    mutationFn: (values: Values) => send(values, keyFor(values)),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: [key] }),
  })
}
