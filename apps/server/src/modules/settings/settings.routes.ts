import { type CitySettings, type CitySettingsInput, routes } from '@linli/contract'
import type { Cached } from '../../platform/cached.ts'
import { canonicalJson } from '../../platform/canonical.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import { type Actor, mayAt } from '../access/index.ts'
import { type AreaTree, pathOfCity, renameLevels } from '../areas/index.ts'
import { writeAudit } from '../audit/index.ts'
import { insertSettings, type KeptSettings, lockSettings, readSettings } from './settings.store.ts'

export interface SettingsTools {
  db: Db
  clock: Clock
  wakeup: Wakeup
  areas: Cached<AreaTree>
  settings: Cached<KeptSettings>
  city: { nameZh: string; nameEn: string }
}

/** Settings count for the whole city: who administers one area reads them and may not change them. */
export function settingsRoutes(serve: Serve<Actor>, tools: SettingsTools): void {
  const present = () => presentSettings(tools.settings.get(), tools.areas.get())

  serve(routes.getSettings, async () => present())

  serve(routes.changeSettings, async ({ body, caller, intention }) => {
    if (!mayAt(caller, 'settings.write', pathOfCity(tools.areas.get()))) throw new LinliError('not_allowed')
    requireAllLevels(body.settings, tools.areas.get())
    const at = tools.clock.now()
    const answer = await inTransactionOnce(tools.db, intention, at, async (tx) => {
      await lockSettings(tx)
      await tools.areas.refresh()
      const before = presentSettings(await readSettings(tx, tools.city), tools.areas.get())
      if (before.version !== body.expectedVersion) throw new LinliError('settings_changed', { facts: { present: before } })
      const { levels, ...value } = body.settings
      const version = before.version + 1
      await insertSettings(tx, { version, accountId: caller.accountId, value }, at)
      await renameLevels(tx, levels)
      const detail = { version, ...changesBetween(before, body.settings) }
      await writeAudit(
        tx,
        { accountId: caller.accountId, action: 'settings_changed', objectKind: 'settings', objectId: String(version), detail },
        at,
      )
      return { ...body.settings, version, changedAt: at.toISOString(), changedBy: caller.displayName }
    })
    await Promise.all([tools.settings.refresh(), tools.areas.refresh()])
    tools.wakeup.signal('settings')
    tools.wakeup.signal('areas')
    return answer
  })
}

function presentSettings(settings: KeptSettings, tree: AreaTree): CitySettings {
  const { name, texts, signIn, version, changedAt, changedBy } = settings
  const levels = tree.levels.map(({ code, nameZh, nameEn }) => ({ code, nameZh, nameEn }))
  return { name, texts, levels, signIn, version, changedAt: changedAt?.toISOString() ?? null, changedBy }
}

/** Every level of the city once, and none it does not have. */
function requireAllLevels(settings: CitySettingsInput, tree: AreaTree): void {
  const given = settings.levels.map((level) => level.code)
  const known = tree.levels.map((level) => level.code)
  if (given.length !== known.length || known.some((code) => !given.includes(code))) throw new LinliError('wrong_level')
}

/** The parts that differ, as they were and as they are. */
function changesBetween(before: CitySettingsInput, after: CitySettingsInput): { before: object; after: object } {
  const parts = (['name', 'texts', 'levels', 'signIn'] as const).filter(
    (part) => canonicalJson(before[part]) !== canonicalJson(after[part]),
  )
  const of = (settings: CitySettingsInput) => Object.fromEntries(parts.map((part) => [part, settings[part]]))
  return { before: of(before), after: of(after) }
}
