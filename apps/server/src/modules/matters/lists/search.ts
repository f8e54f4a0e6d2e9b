import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'
import type { PersonalDataKeys } from '../../../platform/secrets.ts'
import type { AreaTree, TreeArea } from '../../areas/index.ts'
import { searchWordsOf } from '../../suggestions/index.ts'

/** One thing a search may mean. */
export interface SearchReading {
  areaPath: string
  /** Finds by who reported: only for desks, in their own areas. */
  isOfDesk: boolean
  conditions: readonly RawBuilder<unknown>[]
}

interface SearchTools {
  db: Db
  keys: PersonalDataKeys
  areas: AreaTree
}

/** What somebody who types this may mean: a number, words, an area with words, and for a desk a phone number or its end. */
export async function readSearch(
  { db, keys, areas }: SearchTools,
  typed: string,
  { mayFindByPhone }: { mayFindByPhone: boolean },
): Promise<{ readings: SearchReading[]; phone: 'whole' | 'end' | null }> {
  const text = typed.normalize('NFKC').trim()
  const phone = !mayFindByPhone ? null : /^1[3-9]\d{9}$/.test(text) ? 'whole' : /^\d{4}$/.test(text) ? 'end' : null
  const readings = [
    ...byNumber(text),
    ...byWords(text, ''),
    ...areasNamed(areas, text).flatMap(({ area, rest }) => byWords(rest, area.path)),
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
function byWords(text: string, areaPath: string): SearchReading[] {
  const words = searchWordsOf(text, 'asked')
  if (words.length === 0) return areaPath !== '' && text === '' ? [{ areaPath, isOfDesk: false, conditions: [] }] : []
  const asked = words.map((word) => `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}':*`).join(' & ')
  return [
    {
      areaPath,
      isOfDesk: false,
      conditions: [sql`exists (select 1 from matter_search s where s.matter_id = matters.id and s.words @@ ${asked}::tsquery)`],
    },
  ]
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
  return ofDesk(sql`matters.id in (select s.matter_id from matter_search s where s.phone_end_hash = ${phoneEndHash(keys, end)})`)
}

/** Whoever reported anonymously is not found, as their number is not shown. */
function ofDesk(condition: RawBuilder<unknown>): SearchReading {
  return { areaPath: '', isOfDesk: true, conditions: [condition, sql`not matters.anonymous`] }
}
