export { seedCity } from './seed-city.ts'
import { type CityTexts, routes } from '@linli/contract'
import type { Cached } from '../../platform/cached.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Reader, Transaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import type { Actor } from '../access/index.ts'

/** What a city is called, and whether it is the demo with its known passwords. */
export interface City {
  code: string
  nameZh: string
  nameEn: string
  demo: boolean
}

/** Null while the city is still being made: the row is written last. */
export async function readCity(db: Reader, code: string): Promise<City | null> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', 'city').executeTakeFirst()
  return row ? { code, ...(row.value as Omit<City, 'code'>) } : null
}

/** Says that the city is complete. */
export async function writeCity(tx: Transaction, city: Omit<City, 'code'>): Promise<void> {
  await tx
    .insertInto('settings')
    .values({ name: 'city', value: JSON.stringify({ nameZh: city.nameZh, nameEn: city.nameEn, demo: city.demo }) })
    .execute()
}

/** `settings` has the name and the texts the city has chosen since it was made. */
export function cityRoutes(
  serve: Serve<Actor>,
  city: City,
  settings: Cached<{ name: { zh: string; en: string }; texts: CityTexts }>,
  clock: Clock,
): void {
  serve(routes.getCity, async () => {
    const { name, texts } = settings.get()
    return { ...city, nameZh: name.zh, nameEn: name.en, texts, now: clock.now().toISOString(), timeZone: 'Asia/Shanghai' }
  })
}
