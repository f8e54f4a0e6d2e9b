import type { ListFilters, listMatters, MatterRow, RouteInput } from '@linli/contract'
import { inTransaction } from '../../../platform/db.ts'
import { LinliError } from '../../../platform/problem.ts'
import type { Actor } from '../../access/index.ts'
import { writeAudit } from '../../audit/index.ts'
import { sightOf } from '../matter.policy.ts'
import { presentRow } from '../matter.presenter.ts'
import { type MatterTools, namesOf } from '../matter.tools.ts'
import { countFound, findMatters } from './find-matters.ts'
import { boxOf } from './map-box.ts'
import { readSearch, type SearchReading } from './search.ts'

type Asked = RouteInput<typeof listMatters>['query']

/** One page of a list as the caller may see it. Throws `not_found` for an area that is none. */
export async function readList(tools: MatterTools, caller: Actor, query: Asked): Promise<{ items: MatterRow[]; next: string | null }> {
  const now = tools.clock.now()
  const names = namesOf(tools.books)
  const search = await searchOf(tools, caller, query.q)
  const asked = { ...filterOf(tools, query), view: viewOf(caller, query), box: boxOf(query), readings: search.readings }
  const found = await findMatters(tools.db, caller, { ...asked, limit: query.limit ?? 50 }, { areas: names.areas, now })
  if (search.phone !== null && query.after === undefined) await noteSearch(tools, caller, search.phone, found.rows.length)
  return { items: found.rows.map((row) => presentRow(row, caller, names, now)), next: found.next }
}

/** How many matters such a list has now. It reads them all, so it is for work in the background. */
export async function countList(tools: MatterTools, caller: Actor, query: ListFilters): Promise<number> {
  const { readings } = await searchOf(tools, caller, query.q)
  const asked = { ...filterOf(tools, query), view: viewOf(caller, query), readings }
  return countFound(tools.db, caller, asked, { areas: tools.books.areas.get(), now: tools.clock.now() })
}

function viewOf(caller: Actor, { view }: ListFilters) {
  return view ?? (caller.kind === 'staff' ? 'open' : caller.kind === 'resident' ? 'mine' : 'all')
}

/** What narrows a list, with area and category looked up. Throws `not_found` for an area that is none. */
export function filterOf<Query extends ListFilters>(tools: MatterTools, { areaId, categoryCode, ...filter }: Query) {
  const area = areaId === undefined ? undefined : tools.books.areas.get().get(areaId)
  if (areaId !== undefined && !area) throw new LinliError('not_found')
  return { ...filter, areaPath: area?.path, categoryCodes: categoryCode === undefined ? undefined : codesBelow(tools, categoryCode) }
}

async function searchOf(
  { db, keys, books }: MatterTools,
  caller: Actor,
  q: ListFilters['q'],
): Promise<{ readings: SearchReading[] | null; phone: 'whole' | 'end' | null }> {
  if (q === undefined || q.trim() === '') return { readings: null, phone: null }
  return readSearch({ db, keys, areas: books.areas.get() }, q, { mayFindByPhone: sightOf(caller).deskPaths.length > 0 })
}

/** A category and every one below it, ended ones too; the code itself when nobody knows it. */
function codesBelow({ books }: MatterTools, code: string): string[] {
  const book = books.categories.get()
  const known = [...book.all(), ...book.ended()]
  const codes = new Set([code])
  for (let before = 0; before < codes.size;) {
    before = codes.size
    for (const category of known) if (category.parentCode !== null && codes.has(category.parentCode)) codes.add(category.code)
  }
  return [...codes]
}

/** Looking for a person's reports by their number is written down: who, when and how many were found, never the number. */
async function noteSearch({ db, clock }: MatterTools, caller: Actor, by: 'whole' | 'end', found: number): Promise<void> {
  const entry = {
    accountId: caller.accountId,
    action: 'matters_searched_by_phone',
    objectKind: 'matters',
    objectId: null,
    detail: { by, found },
  }
  await inTransaction(db, (tx) => writeAudit(tx, entry, clock.now()))
}
