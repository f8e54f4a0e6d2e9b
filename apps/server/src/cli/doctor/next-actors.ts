import type { Role } from '@linli/contract'
import { accountActor, type Actor, type ActorPost } from '../../modules/access/index.ts'
import { abilities, kinds, loadMatters, type Matter } from '../../modules/matters/index.ts'
import type { Db } from '../../platform/db.ts'
import { type Check, type Examined, finding, note, pagesOfMatters } from './check.ts'

/**
 * Every open matter has somebody in post at its holder who may take a step that moves it, or waits for a day on which the platform takes
 * one. Names the areas and organisations where nobody is.
 */
export const nextActors: Check = async (examined) => {
  const found = finding('open matters that nobody in post can move')
  const empty = new Map<string, number>()
  const staff = await staffByPlace(examined.db, examined.now)
  for await (const ids of pagesOfMatters(examined.db, 'm.closed_at is null')) {
    for (const matter of await loadMatters(examined.db, ids, examined.now)) {
      found.checked += 1
      if (movesByItself(matter) || placesOf(matter).some((place) => (staff.get(place) ?? []).some((actor) => mayMove(actor, matter))))
        continue
      const where = nameOf(examined, matter)
      empty.set(where, (empty.get(where) ?? 0) + 1)
      note(found, matter.number)
    }
  }
  const places = [...empty].toSorted((a, b) => b[1] - a[1]).map(([where, count]) => `${where}: ${count}`)
  found.examples = [...places.slice(0, 20), ...(places.length > 20 ? [`and ${places.length - 20} more places`] : [])]
  return [found]
}

/** Whether its wait ends with a step of the platform: an answer that never comes, a plan date, the time to rate. */
function movesByItself(matter: Matter): boolean {
  const { states, regimes } = kinds[matter.kind]
  const awaited = (states[matter.state]?.clocks ?? []).flat()
  return awaited.some((clock) => {
    const due = regimes[clock]?.due ?? 'climb'
    return due !== 'climb' && due !== 'tell_superior'
  })
}

function mayMove(actor: Actor, matter: Matter): boolean {
  const asides = new Set(kinds[matter.kind].edges.filter((edge) => edge.aside).map((edge) => edge.action))
  return abilities(actor, matter).some(({ action }) => !asides.has(action))
}

/** Where whoever must act has a post: the holder, or the desk that is to rule on a request. */
function placesOf({ holder, requests }: Matter): string[] {
  return [holder.areaId, holder.organisationId, ...requests.map(({ toAreaId }) => toAreaId)].filter((id) => id !== null)
}

async function staffByPlace(db: Db, now: Date): Promise<Map<string, Actor[]>> {
  const rows = await db.read
    .selectFrom('posts as p')
    .innerJoin('accounts as a', 'a.id', 'p.account_id')
    .leftJoin('areas as place', 'place.id', 'p.area_id')
    .select(['p.id', 'p.account_id', 'p.role', 'p.area_id', 'place.path', 'p.organisation_id'])
    .where('a.disabled_at', 'is', null)
    .where('p.valid_from', '<=', now)
    .where((where) => where.or([where('p.valid_to', 'is', null), where('p.valid_to', '>', now)]))
    .execute()
  const staff = new Map<string, Actor[]>()
  for (const [id, held] of Map.groupBy(rows, (row) => row.account_id)) {
    const posts = held.map((row): ActorPost => ({
      id: row.id,
      role: row.role as Role,
      areaId: row.area_id,
      areaPath: row.path,
      organisationId: row.organisation_id,
    }))
    const actor = accountActor({ id, displayName: '', mustChangePassword: false, locale: 'zh' }, posts, null)
    for (const place of new Set(posts.map((post) => post.areaId ?? post.organisationId))) {
      if (place !== null) staff.set(place, [...(staff.get(place) ?? []), actor])
    }
  }
  return staff
}

function nameOf({ books }: Examined, { holder, deskAreaId }: Matter): string {
  if (holder.organisationId !== null) return books.organisations.get().get(holder.organisationId)?.nameZh ?? holder.organisationId
  const areaId = holder.areaId ?? deskAreaId
  return books.areas.get().get(areaId)?.name ?? areaId
}
