import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayAt, lookHourly, lookNightly } from '../apps/server/src/modules/alerts/index.ts'
import { type AreaGeometry, type AreaTree } from '../apps/server/src/modules/areas/index.ts'
import { seedCity, writeCity } from '../apps/server/src/modules/cities/index.ts'
import { foldTallies } from '../apps/server/src/modules/figures/index.ts'
import { openBooks } from '../apps/server/src/books.ts'
import { type Db, inTransaction } from '../apps/server/src/platform/db.ts'
import { seededIds } from '../apps/server/src/platform/ids.ts'
import type { PersonalDataKeys } from '../apps/server/src/platform/secrets.ts'
import { makeAreas } from './demo-areas.ts'
import { type DemoMatters, playMatters, setCentres } from './demo-matters.ts'
import { makePeople } from './demo-people.ts'
import { publishDemoRules } from './demo-routing.ts'
import { seededRandom } from './random.ts'

export interface DemoSize {
  /** Null: all streets. */
  streets: readonly string[] | null
  residents: number
  matters: DemoMatters
}

/** Jiaozhou as it reported on itself: 4,042 matters received in eleven months, 3,843 closed. */
export const wholeJiaozhou: DemoSize = {
  streets: null,
  residents: 900,
  matters: { count: 4042, closed: 3843, refused: 89, months: 11, burst: { categoryCode: 'E03-01', everyNth: 7 } },
}

/** One street and some dozens of matters, for tests. */
export const tinyJiaozhou: DemoSize = { streets: ['370281001'], residents: 20, matters: { count: 40, closed: 28, refused: 2, months: 3 } }

export interface DemoOptions {
  db: Db
  keys: PersonalDataKeys
  size: DemoSize
  now: Date
  seed?: number
  /** Called with a sentence and how far it is, 0 to 1. */
  progress?: (step: string, share: number) => void
}

/**
 * Makes the demo city in an empty, migrated schema. The engine itself plays every matter with a set clock, so chains,
 * clocks and figures are real. The same seed and present give the same city. The city counts as complete only at the end.
 */
export async function makeDemoCity(options: DemoOptions): Promise<void> {
  const { db, keys, size, now } = options
  const seed = options.seed ?? 20_260_101
  const random = seededRandom(seed)
  const ids = seededIds(random.next)
  const begins = new Date(now.getTime() - (size.matters.months + 1) * 30.4 * 86_400_000)
  const progress = options.progress ?? (() => {})

  progress('Areas, departments and people', 0)
  const people = await inTransaction(db, async (tx) => {
    await seedCity(tx, ids, begins)
    const areas = await makeAreas(tx, ids, begins, size.streets)
    const made = await makePeople(tx, { ids, random, keys, at: begins }, areas, size.residents)
    // Chance of its own, so that more rules do not change the people and matters.
    const ruleIds = seededIds(seededRandom(seed + 1).next)
    await publishDemoRules(tx, { ids: ruleIds, at: begins, areas, organisationIds: made.organisationIds })
    return made
  })
  const books = await openBooks(db.read)
  setCentres(books.areas.get(), interiorPoints(books.areas.get()))

  await playMatters(
    {
      db,
      books,
      keys,
      people,
      seed,
      now,
      progress: (done) => progress(`Matters: ${done} of ${size.matters.count}`, done / size.matters.count),
    },
    size.matters,
  )
  // What was played is counted and looked at as it would be in a city that has been at work, so that what stands out is there at once.
  if (size.matters.burst) {
    await foldTallies(db, books.areas)
    const looking = { db, areas: books.areas, now }
    await lookNightly(looking, dayAt(now))
    await lookHourly(looking)
  }
  await inTransaction(db, (tx) => writeCity(tx, { nameZh: '胶州市（演示）', nameEn: 'Jiaozhou (demo)', demo: true }))
}

/** The mean of each grid's corners: inside nearly every one, and never far. */
function interiorPoints(tree: AreaTree): Map<string, { longitude: number; latitude: number }> {
  const features = (
    JSON.parse(readFileSync(join(import.meta.dirname, 'boundaries.geojson'), 'utf8')) as {
      features: { properties: { code: string; level: string }; geometry: AreaGeometry }[]
    }
  ).features
  const points = new Map<string, { longitude: number; latitude: number }>()
  for (const { properties, geometry } of features) {
    const area = properties.level === 'grid' ? tree.byCode(properties.code) : undefined
    const ring = geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0]?.[0]
    if (!area || !ring) continue
    const corners = ring.slice(1)
    const sum = corners.reduce(
      (total, [longitude, latitude]) => ({ longitude: total.longitude + longitude, latitude: total.latitude + latitude }),
      { longitude: 0, latitude: 0 },
    )
    points.set(area.id, { longitude: sum.longitude / corners.length, latitude: sum.latitude / corners.length })
  }
  return points
}
