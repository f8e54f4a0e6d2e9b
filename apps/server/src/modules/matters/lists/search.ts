import { type RawBuilder, sql } from 'kysely'
import { type Db, inTransaction } from '../../../platform/db.ts'
import type { PersonalDataKeys } from '../../../platform/secrets.ts'
import type { AreaTree, TreeArea } from '../../areas/index.ts'
import { searchWordsOf } from '../../suggestions/index.ts'

/** One thing a search may mean. */
export interface SearchReading {
  areaPath: string
  /** Finds by who reported: only for desks, in their own areas. */
  isOfDesk: boolean
  /** It leads by itself to so few matters that they are looked up and put in order, rather than met on the way through the list. */
  isRare?: boolean
  conditions: readonly RawBuilder<unknown>[]
}

interface SearchTools {
  db: Db
  keys: PersonalDataKeys
  areas: AreaTree
}

/**
 * What somebody who types this may mean: a number, words, an area with words, and for a desk a phone number or its end. Words
 * that find up to `rareUpTo` matters in the whole city are looked up one by one.
 */
export async function readSearch(
  { db, keys, areas }: SearchTools,
  typed: string,
  { mayFindByPhone, rareUpTo = 2000 }: { mayFindByPhone: boolean; rareUpTo?: number },
): Promise<{ readings: SearchReading[]; phone: 'whole' | 'end' | null }> {
  const text = typed.normalize('NFKC').trim()
  const phone = !mayFindByPhone ? null : /^1[3-9]\d{9}$/.test(text) ? 'whole' : /^\d{4}$/.test(text) ? 'end' : null
  const named = areasNamed(areas, text)
  const rare = await rareAmong(db, [text, ...named.map(({ rest }) => rest)].flatMap(queryOf), rareUpTo)
  const readings = [
    ...byNumber(text),
    ...byWords(text, '', rare),
    ...named.flatMap(({ area, rest }) => byWords(rest, area.path, rare)),
    ...(phone === 'whole' ? [await byPhone(db, keys, text)] : []),
    ...(phone === 'end' ? [byPhoneEnd(keys, text)] : []),
  ]
  return { readings, phone }
}

/** Keyed, so that the ten thousand possible ends say nothing without the key. */
export function phoneEndHash(keys: PersonalDataKeys, phone: string): Buffer {
  return keys.lookupHash(`end of a phone number: ${phone.slice(-4)}`)
}

/** From the day on, 261122-00…, with the dash or without. A range rather than `like`, so that the number's own index serves. */
function byNumber(text: string): SearchReading[] {
  const match = /^(\d{6})-?(\d{0,9})$/.exec(text)
  if (!match) return []
  const from = match[2] ? `${match[1]}-${match[2]}` : (match[1] ?? '')
  const to = `${match[1]}-${match[2] ?? ''}999999999`
  return [{ areaPath: '', isOfDesk: false, conditions: [sql`matters.number >= ${from} and matters.number <= ${to}`] }]
}

/** Every word, or one that begins so. Nothing typed at all is found everywhere in the area. */
function byWords(text: string, areaPath: string, rare: ReadonlySet<string>): SearchReading[] {
  const [asked] = queryOf(text)
  if (asked === undefined) return areaPath !== '' && text === '' ? [{ areaPath, isOfDesk: false, conditions: [] }] : []
  const isRare = rare.has(asked)
  const found = isRare
    ? sql`matters.id = any(array(select s.matter_id from matter_search s where s.words @@ ${asked}::tsquery))`
    : sql`exists (select 1 from matter_search s where s.matter_id = matters.id and s.words @@ ${asked}::tsquery)`
  return [{ areaPath, isOfDesk: false, isRare, conditions: [found] }]
}

/** What is typed as a query of words; empty when there is no word in it. */
function queryOf(text: string): string[] {
  const words = searchWordsOf(text, 'asked')
  if (words.length === 0) return []
  return [words.map((word) => `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}':*`).join(' & ')]
}

/**
 * Those of the queries that find few matters in all of the city. PostgreSQL guesses how often a beginning of a word occurs, and of what
 * occurs never it guesses thousands: then it walked through a million matters in the order of the list, 7 s for a phone number.
 */
async function rareAmong(db: Db, queries: readonly string[], upTo: number): Promise<Set<string>> {
  const asked = [...new Set(queries)]
  if (asked.length === 0) return new Set()
  const counts = asked.map(
    (query, at) =>
      sql`select ${sql.lit(at)} as at, (select count(*)::integer from (select 1 from matter_search s where s.words @@ ${query}::tsquery limit ${sql.lit(upTo + 1)}) as few) as count`,
  )
  const { rows } = await inTransaction(db, async (tx) => {
    // Only the index tells at once that there is nothing; a limit would tempt to read on until enough are found.
    await sql`set local enable_seqscan to off`.execute(tx)
    return sql<{ at: number; count: number }>`${sql.join(counts, sql` union all `)}`.execute(tx)
  })
  return new Set(rows.flatMap(({ at, count }) => (count <= upTo ? (asked[at] ?? []) : [])))
}

/** As many areas of a name as are looked into. */
const mostAreas = 4

/** Areas whose name is a part of what was typed, or begins with one of its terms; the highest first. */
function areasNamed(areas: AreaTree, text: string): { area: TreeArea; rest: string }[] {
  const terms = text.split(/\s+/).filter((term) => Array.from(term).length >= 2 && !/^\d+$/.test(term))
  const found: { area: TreeArea; rest: string }[] = []
  for (const area of areas.all()) {
    const term = text.includes(area.name) ? area.name : terms.find((one) => area.name.startsWith(one))
    if (term !== undefined) found.push({ area, rest: text.replace(term, ' ').trim() })
  }
  return found.toSorted((one, other) => one.area.path.length - other.area.path.length).slice(0, mostAreas)
}

/** The number left with a report, or that of the account that reported. */
async function byPhone(db: Db, keys: PersonalDataKeys, phone: string): Promise<SearchReading> {
  const hash = keys.lookupHash(phone)
  const account = await db.read.selectFrom('accounts').select('id').where('phone_hash', '=', hash).executeTakeFirst()
  const reported = account ? sql` or matters.reporter_account_id = ${account.id}::uuid` : sql``
  return ofDesk(sql`(matters.contact_hash = ${hash}${reported})`)
}

function byPhoneEnd(keys: PersonalDataKeys, end: string): SearchReading {
  return ofDesk(sql`matters.id = any(array(select s.matter_id from matter_search s where s.phone_end_hash = ${phoneEndHash(keys, end)}))`)
}

/** Whoever reported anonymously is not found, as their number is not shown. */
function ofDesk(condition: RawBuilder<unknown>): SearchReading {
  return { areaPath: '', isOfDesk: true, isRare: true, conditions: [condition, sql`not matters.anonymous`] }
}
