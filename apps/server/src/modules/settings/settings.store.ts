import type { CitySettingsInput } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader, Transaction } from '../../platform/db.ts'
import { firstSettings } from './first-settings.ts'

/** The settings in force, but for the names of levels, which are the area tree's. */
export interface KeptSettings extends Omit<CitySettingsInput, 'levels'> {
  /** 0: as the program begins. */
  version: number
  changedAt: Date | null
  /** The name of whoever changed them last. */
  changedBy: string | null
}

/** The settings in force; those the program begins with, under the city's given name, when nobody has changed any. */
export async function readSettings(db: Reader, city: { nameZh: string; nameEn: string }): Promise<KeptSettings> {
  const row = await db
    .selectFrom('city_settings as s')
    .leftJoin('accounts as a', 'a.id', 's.changed_by')
    .select(['s.version', 's.changed_at', 's.value', 'a.display_name'])
    .orderBy('s.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const first = { name: { zh: city.nameZh, en: city.nameEn }, ...firstSettings }
  if (!row) return { ...first, version: 0, changedAt: null, changedBy: null }
  // A setting that a later program adds begins as the program does.
  const value = row.value as Partial<typeof first>
  return { ...first, ...value, version: row.version, changedAt: row.changed_at, changedBy: row.display_name }
}

export async function insertSettings(
  tx: Transaction,
  settings: { version: number; accountId: string | null; value: Omit<CitySettingsInput, 'levels'> },
  at: Date,
): Promise<void> {
  await tx
    .insertInto('city_settings')
    .values({ version: settings.version, changed_at: at, changed_by: settings.accountId, value: JSON.stringify(settings.value) })
    .execute()
}

/** One writer of settings at a time, held until the transaction ends. */
export async function lockSettings(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 10)`.execute(tx)
}
