import type { Matter, MatterRow, Me } from '@linli/contract'
import type { QueryClient } from '@tanstack/react-query'
import { api } from '../app/api.ts'

const most = 200

/**
 * Fetches the whole of each matter that stands in the lists of somebody who works outdoors, one after the other, so that it opens
 * without network; only what has changed since. Returns what ends it.
 */
export function keepGrid(queries: QueryClient, me: Me): () => void {
  const outdoors = me.posts.some((post) => post.areaLevel === 'grid' || post.organisationId !== null)
  if (!outdoors || !me.permissions.includes('matters.list')) return () => undefined
  const wanted = new Map<string, number>()
  let ended = false
  let running = false
  const fetchAll = async () => {
    running = true
    for (const [id, version] of wanted) {
      wanted.delete(id)
      if (ended || !navigator.onLine) break
      const known = queries.getQueryData<Matter>(['matter', id])
      if (known && known.version >= version) continue
      // What cannot be fetched now is fetched when it is opened.
      await queries.prefetchQuery({ queryKey: ['matter', id], queryFn: () => api.getMatter({ params: { matterId: id } }), retry: false })
    }
    running = false
  }
  const stop = queries.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.queryKey[0] !== 'matters' || query.state.status !== 'success') return
    const { items } = (query.state.data ?? {}) as { items?: readonly MatterRow[] }
    for (const { id, version } of items ?? []) if (wanted.size < most) wanted.set(id, version)
    if (!running && wanted.size > 0) void fetchAll()
  })
  void queries.prefetchQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 3_600_000 })
  return () => {
    ended = true
    stop()
  }
}
