import type { OutboxItem } from '@linli/client/outbox'
import type { Db } from '../../../../platform/db.ts'
import { loadMatter } from '../../matter.load.ts'
import { proveMatter } from '../../proof.ts'

/** What somebody wanted done, and what their phone told them. */
export interface Intended {
  /** Words nothing else has: by them its entry is found in the timeline. */
  mark: string
  phone: string
  accountId: string | null
  matterId: string | null
  photos: number
  /** The phone said that it keeps it. */
  kept: boolean
  /** Given up by its person: `before` it went out, or when it `may_have_happened`. */
  givenUp: 'before' | 'may_have_happened' | null
}

/** What does not agree between phones and database. */
export interface Disagreement {
  kind: 'missing' | 'double' | 'broken'
  words: string
}

interface Found {
  matterId: string
  seq: number
  accountId: string | null
  files: number
}

/** Holds what every phone was told against what stands in the database. */
export async function compare(
  db: Db,
  intended: readonly Intended[],
  phones: ReadonlyMap<string, readonly OutboxItem[]>,
  since: Date,
): Promise<Disagreement[]> {
  const found = await findMarks(db, intended, since)
  const disagreements = intended.flatMap((one) => judge(one, phones.get(one.phone) ?? [], found.get(one.mark) ?? []))
  return [...disagreements, ...orderFaults(phones, found), ...(await brokenChains(db, found))]
}

function judge(one: Intended, items: readonly OutboxItem[], entries: readonly Found[]): Disagreement[] {
  const item = items.find((each) => each.said.words === one.mark)
  const told = (kind: Disagreement['kind'], words: string) => [{ kind, words: `${one.mark} of ${one.phone}: ${words}` }]
  const [entry, second] = entries
  if (second) return told('double', `stands ${entries.length} times in the timeline`)
  if (entry && entry.accountId !== one.accountId) return told('broken', 'was done in somebody else’s name')
  if (one.givenUp === 'before') return entry ? told('broken', 'was given up before it went out, and done') : []
  if (one.givenUp === 'may_have_happened') return []
  if (!item) {
    if (!one.kept && !entry) return []
    return entry && !one.kept ? told('broken', 'was done, but its phone does not know it') : told('missing', 'is gone from its phone')
  }
  switch (item.state) {
    case 'waiting':
      return isBehindRefused(item, items)
        ? []
        : told('broken', `still waits after everything has come to rest (${JSON.stringify({ tries: item.tries, line: item.line })})`)
    case 'refused':
      return entry ? told('broken', `is shown as refused (${item.refusal?.code}), and was done`) : []
    case 'sent':
      if (!entry) return told('missing', 'was told to be done, but is not')
      if (entry.files !== one.photos) return told('broken', `has ${entry.files} of its ${one.photos} photos`)
      return []
  }
}

/** What follows something refused on the same matter waits until its person has looked at that. */
export function isBehindRefused(item: OutboxItem, items: readonly OutboxItem[]): boolean {
  return items.some(
    (before) => before.state === 'refused' && before.line === item.line && before.owner === item.owner && before.order < item.order,
  )
}

/** What a phone has kept of one matter stands there in the order it was kept. */
function orderFaults(phones: ReadonlyMap<string, readonly OutboxItem[]>, found: ReadonlyMap<string, readonly Found[]>): Disagreement[] {
  return [...phones].flatMap(([phone, items]) => {
    const last = new Map<string, { seq: number; mark: string }>()
    return items.flatMap(({ owner, said: { words: mark } }): Disagreement[] => {
      const entry = found.get(mark)?.[0]
      if (!entry) return []
      const line = `${owner} ${entry.matterId}`
      const before = last.get(line)
      last.set(line, { seq: entry.seq, mark })
      return before && before.seq > entry.seq ? [{ kind: 'broken', words: `${mark} of ${phone} came before ${before.mark}` }] : []
    })
  })
}

async function brokenChains(db: Db, found: ReadonlyMap<string, readonly Found[]>): Promise<Disagreement[]> {
  const ids = new Set([...found.values()].flatMap((entries) => entries.map((entry) => entry.matterId)))
  const faults: Disagreement[] = []
  for (const id of ids) {
    const { matter } = await loadMatter(db, id, null, new Date())
    const proof = matter && (await proveMatter(db.read, id, matter.chainHead))
    if (!proof?.unbroken) faults.push({ kind: 'broken', words: `the chain of ${id} is broken at ${proof?.brokenAt}` })
  }
  return faults
}

async function findMarks(db: Db, intended: readonly Intended[], since: Date): Promise<Map<string, Found[]>> {
  const { rows } = await db.pool.query<{ matter_id: string; seq: number; account_id: string | null; content: object; files: number }>(
    `select e.matter_id, e.seq, e.account_id, e.content,
       (select count(*)::int from attachments a where a.matter_id = e.matter_id and a.seq = e.seq) as files
     from timeline_entries e where e.at >= $1 and e.content::text like $2`,
    [since, `%${intended[0]?.mark.split('/')[0] ?? '-'}/%`],
  )
  const found = new Map<string, Found[]>()
  for (const row of rows) {
    const content = JSON.stringify(row.content)
    const mark = intended.find((one) => content.includes(`"${one.mark}"`))?.mark
    if (mark === undefined) continue
    const entry = { matterId: row.matter_id, seq: row.seq, accountId: row.account_id, files: row.files }
    found.set(mark, [...(found.get(mark) ?? []), entry])
  }
  return found
}
