import type { Reader } from '../../platform/db.ts'
import { defaultReach, type Reach } from './reach.ts'

/** What the city's settings say of distances and days, over the defaults. One row by its key. */
export async function readReach(db: Reader): Promise<Reach> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', 'duplicate_reach').executeTakeFirst()
  return row ? { ...defaultReach, ...(row.value as Partial<Reach>) } : defaultReach
}
