import type { MatterRow, Me } from '@linli/contract'
import { useQueries } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { useKinds } from '../../parts/kinds.ts'

/** The lists of work in the order they are shown. */
export type WorkName = 'whistles' | 'to_verify' | 'just_reported' | 'tasks' | 'to_claim' | 'in_progress' | 'supervised' | 'ours'

const most = 200
const mostOurs = 10
const views = ['whistles', 'to_verify', 'to_claim', 'in_progress', 'supervised'] as const

/** What waits for my posts, each matter in the first list it belongs to, the nearest limit first. */
export function useWork() {
  const me = useMe()
  useKinds()
  const atAnArea = me?.posts.some((post) => post.areaId !== null) ?? false
  const inAGrid = me?.posts.some((post) => post.areaLevel === 'grid') ?? false
  const queries = useQueries({
    queries: [
      ...views.map((view) => ({ queryKey: ['matters', view], queryFn: () => api.listMatters({ query: { view, limit: most } }) })),
      { queryKey: ['matters', 'tasks'], queryFn: () => api.listMatters({ query: { view: 'open', kind: 'task', limit: most } }) },
      {
        queryKey: ['matters', 'open-events'],
        queryFn: () => api.listMatters({ query: { view: 'open', kind: 'event', limit: most } }),
        // Only the worker of a grid solves on the spot; whole districts are not fetched for others.
        enabled: inAGrid,
      },
    ],
  })
  const [whistles, toVerify, toClaim, inProgress, supervised, tasks, open] = queries.map((query) => query.data?.items ?? [])
  const lists = oncePerMatter([
    { name: 'whistles', matters: me?.posts.some((post) => post.organisationId !== null) ? whistles : [] },
    { name: 'to_verify', matters: toVerify },
    { name: 'tasks', matters: tasks?.filter((task) => isHeldByMe(task, me)) },
    { name: 'to_claim', matters: toClaim },
    { name: 'in_progress', matters: inProgress },
    { name: 'just_reported', matters: open?.filter((matter) => matter.state === 'reported') },
    { name: 'supervised', matters: supervised },
    { name: 'ours', matters: inAGrid ? newest(open) : [] },
  ])
  const bad = queries.find((query) => query.isError && !query.data)
  return {
    atAnArea,
    lists,
    failed: bad?.error ?? null,
    isPending: queries.some((query) => query.isLoading),
    /** Whether a list was cut off. */
    more: queries.some((query) => query.data?.next),
    retry: () => queries.forEach((query) => query.isError && void query.refetch()),
  }
}

/** What the grid has reported of late and others are at now; told by when it was reported, and few, because nothing is asked of the worker. */
function newest(matters: readonly MatterRow[] | undefined): MatterRow[] | undefined {
  return matters?.toSorted((a, b) => Date.parse(b.reportedAt) - Date.parse(a.reportedAt)).slice(0, mostOurs)
}

function oncePerMatter(lists: { name: WorkName; matters: readonly MatterRow[] | undefined }[]): { name: WorkName; matters: MatterRow[] }[] {
  const seen = new Set<string>()
  return lists.map(({ name, matters = [] }) => {
    const fresh = matters.filter((matter) => !seen.has(matter.id))
    for (const matter of fresh) seen.add(matter.id)
    return { name, matters: name === 'ours' ? fresh : fresh.toSorted(byLimit) }
  })
}

/** The nearest limit first; what has none comes last. */
function byLimit(a: MatterRow, b: MatterRow): number {
  return (a.dueAt === null ? Infinity : Date.parse(a.dueAt)) - (b.dueAt === null ? Infinity : Date.parse(b.dueAt)) || 0
}

function isHeldByMe({ holder }: MatterRow, me: Me | null | undefined): boolean {
  return (
    me?.posts.some(
      (post) =>
        (holder.areaId !== null && post.areaId === holder.areaId) ||
        (holder.organisationId !== null && post.organisationId === holder.organisationId),
    ) ?? false
  )
}
