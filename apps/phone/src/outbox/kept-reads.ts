import type { Owner } from '@linli/client/outbox'
import { present } from '@linli/ui'
import { hashKey, type Query, type QueryClient } from '@tanstack/react-query'
import type { Device } from './open-outbox.ts'
import { bytesOf, valueOf } from './vault.ts'

/** What is kept for opening without network, by the first word of its query: for everybody what is public, for an account its own work. */
const ofEverybody: readonly unknown[] = ['city', 'kinds', 'categories']
const ofAccounts: readonly unknown[] = [...ofEverybody, 'me', 'matters', 'matter', 'areas']
const keptForMs = 3 * 86_400_000
const gatherMs = 1000

/** Puts what this phone kept for somebody back, as far as nothing newer is there, and throws away what is too old. */
export async function restoreReads(queries: QueryClient, { kept }: Device, owner: Owner): Promise<void> {
  if (!kept) return
  const rows = await kept.db.getAll('reads')
  const now = present().getTime()
  for (const row of rows) {
    if (now - row.keptAt > keptForMs || row.keptAt - now > keptForMs) {
      await kept.db.delete('reads', row.id)
      continue
    }
    if (row.owner !== owner) continue
    const bytes = await kept.vault.open(owner, row.id, row.sealed)
    if (!bytes) continue
    const { queryKey, data } = valueOf(bytes) as { queryKey: unknown[]; data: unknown }
    if (queries.getQueryData(queryKey) === undefined) queries.setQueryData(queryKey, data, { updatedAt: 1 })
  }
}

/** Keeps what is fetched from now on, sealed. Returns what ends it. */
export function keepReads(queries: QueryClient, { kept }: Device, owner: Owner): () => void {
  if (!kept) return () => undefined
  const changed = new Map<string, Query>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = async () => {
    timer = undefined
    const batch = [...changed.values()]
    changed.clear()
    for (const { queryKey, state } of batch) {
      const id = `${owner} ${hashKey(queryKey)}`
      const sealed = await kept.vault.seal(owner, id, bytesOf({ queryKey, data: state.data }))
      await kept.db.put('reads', { id, owner, keptAt: present().getTime(), sealed })
    }
  }
  const words = owner.startsWith('account:') ? ofAccounts : ofEverybody
  const consider = (query: Query) => {
    const { status, data, dataUpdatedAt } = query.state
    // What was only put back is as old as it was; fetching again makes it new.
    if (status !== 'success' || dataUpdatedAt <= 1 || data === null || !words.includes(query.queryKey[0])) return
    changed.set(query.queryHash, query)
    timer ??= setTimeout(() => void write(), gatherMs)
  }
  // Who signed in, above all, was known before anything of theirs was kept.
  for (const query of queries.getQueryCache().getAll()) consider(query)
  const stop = queries.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated') consider(query)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

/** Takes what somebody read off this phone. Their key goes too, unless things of theirs still wait to be sent. */
export async function forgetReads({ kept, outbox }: Device, owner: Owner): Promise<void> {
  if (!kept) return
  const rows = await kept.db.getAll('reads')
  for (const row of rows) if (row.owner === owner) await kept.db.delete('reads', row.id)
  const waits = (await outbox.items()).some((item) => item.owner === owner)
  if (!waits) await kept.vault.forget(owner)
}
