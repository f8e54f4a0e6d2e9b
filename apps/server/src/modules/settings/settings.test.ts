import type { CitySettings } from '@linli/contract'
import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'

const city = await startTestCity()
const admin = await city.as('admin')

const inputOf = ({ name, texts, levels, signIn }: CitySettings) => ({ name, texts, levels, signIn })
const audited = () => city.db.read.selectFrom('audit_entries').selectAll().where('action', '=', 'settings_changed').orderBy('at').execute()

describe('the settings of a city', () => {
  test('begin as the program does, under the name the city was made with', async () => {
    const settings = await admin.getSettings()
    expect(settings).toMatchObject({ version: 0, changedAt: null, changedBy: null, signIn: { secondFactor: 'off' } })
    expect(settings.name.zh).not.toBe('')
    expect(settings.levels.map((level) => level.code)).toContain('grid')
  })

  test('once changed are what everybody reads, and the audit says what they were', async () => {
    const before = await admin.getSettings()
    const settings = {
      ...inputOf(before),
      name: { zh: '新城', en: 'New city' },
      texts: { ...before.texts, welcome: { zh: '您好', en: 'Good day' } },
      levels: before.levels.map((level) => (level.code === 'grid' ? { ...level, nameZh: '微网格', nameEn: 'Micro grid' } : level)),
    }
    const after = await admin.changeSettings({ body: { expectedVersion: before.version, settings } })
    expect(after).toMatchObject({ version: before.version + 1, changedBy: expect.any(String) })

    const stranger = city.stranger()
    expect(await stranger.getCity()).toMatchObject({ nameZh: '新城', nameEn: 'New city', texts: settings.texts })
    expect((await stranger.listLevels()).items.find((level) => level.code === 'grid')).toMatchObject({ nameEn: 'Micro grid' })
    expect((await audited()).at(-1)?.detail).toEqual({
      version: after.version,
      before: { name: before.name, texts: before.texts, levels: before.levels },
      after: { name: settings.name, texts: settings.texts, levels: settings.levels },
    })
  })

  test('changed by somebody else meanwhile are refused, with what they say now', async () => {
    const seen = await admin.getSettings()
    const theirs = { ...inputOf(seen), name: { zh: '他们的', en: 'Theirs' } }
    await admin.changeSettings({ body: { expectedVersion: seen.version, settings: theirs } })
    const mine = { ...inputOf(seen), name: { zh: '我的', en: 'Mine' } }
    await expect(admin.changeSettings({ body: { expectedVersion: seen.version, settings: mine } })).rejects.toMatchObject({
      problem: { code: 'settings_changed', facts: { present: { name: theirs.name, version: seen.version + 1 } } },
    })
    expect((await admin.getSettings()).name).toEqual(theirs.name)
  })

  test('name every level of the city once and no other', async () => {
    const seen = await admin.getSettings()
    const [first, ...others] = seen.levels
    if (!first) throw new Error('the city has no levels')
    const moon = { ...first, code: 'moon' }
    for (const levels of [others, [moon, ...others], [...seen.levels, first]])
      await expect(
        admin.changeSettings({ body: { expectedVersion: seen.version, settings: { ...inputOf(seen), levels } } }),
      ).rejects.toMatchObject({ problem: { code: 'wrong_level' } })
  })

  test('are for the system administrator alone', async () => {
    for (const loginName of ['security', 'audit', 'rules', 'supervisor', 'community']) {
      const other = await city.as(loginName)
      await expect(other.getSettings(), loginName).rejects.toMatchObject({ problem: { code: 'not_allowed' } })
    }
  })
})
