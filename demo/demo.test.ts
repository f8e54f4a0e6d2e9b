import { endStates } from '@linli/contract'
import { describe, expect, test } from 'vitest'
import { makeDemoCity, tinyJiaozhou } from './make-demo-city.ts'
import { proveMatter } from '../apps/server/src/modules/matters/proof.ts'
import { migrateCity } from '../apps/server/src/platform/city-schema.ts'
import { openDb } from '../apps/server/src/platform/db.ts'
import { migrationsFolder, testCityName, testKeys, testNow } from '../apps/server/src/testing/constants.ts'
import { freshDatabase } from '../apps/server/src/testing/fresh-database.factory.ts'
import { openTestDb, startTestCity } from '../apps/server/src/testing/test-city.ts'

const { db } = await openTestDb('tiny_city')
const matters = await db.read.selectFrom('matters').selectAll().orderBy('number').execute()
const hasEnded = (state: string) => endStates.some((end) => end === state)

describe('the tiny city', () => {
  test('has as many matters as asked, most of them closed and some refused', () => {
    const count = (state: string) => matters.filter((matter) => matter.state === state).length
    expect(matters).toHaveLength(tinyJiaozhou.matters.count)
    expect([count('closed'), count('refused')]).toEqual([tinyJiaozhou.matters.closed, tinyJiaozhou.matters.refused])
  })

  test('has a chain that holds for every matter, and somebody who always held it', async () => {
    for (const matter of matters)
      expect([matter.number, await proveMatter(db.read, matter.id, matter.chain_head)]).toMatchObject([
        matter.number,
        { unbroken: true, brokenAt: null, alwaysHeld: true, entries: matter.version },
      ])
  })

  test('has a holder and a running clock for every open matter, and neither for one that has ended', async () => {
    const running = await db.read.selectFrom('clocks').select('matter_id').where('stopped_at', 'is', null).execute()
    const clocked = new Set(running.map((clock) => clock.matter_id))
    for (const matter of matters) {
      const isOpen = !hasEnded(matter.state)
      expect([matter.number, matter.state, matter.holder_area_id !== null || matter.holder_organisation_id !== null]).toEqual([
        matter.number,
        matter.state,
        isOpen,
      ])
      expect([matter.number, matter.state, clocked.has(matter.id)]).toEqual([matter.number, matter.state, isOpen])
      expect([matter.number, matter.state, matter.closed_at === null]).toEqual([matter.number, matter.state, isOpen])
    }
  })

  test('has nothing that happens later than its present, and each matter’s entries in order of time', async () => {
    const entries = await db.read
      .selectFrom('timeline_entries')
      .select(['matter_id', 'seq', 'at'])
      .orderBy('matter_id')
      .orderBy('seq')
      .execute()
    for (const [index, entry] of entries.entries()) {
      expect(entry.at.getTime()).toBeLessThanOrEqual(testNow.getTime())
      const before = entries[index - 1]
      if (before?.matter_id === entry.matter_id) expect(entry.at.getTime()).toBeGreaterThanOrEqual(before.at.getTime())
    }
    expect(new Set(matters.map((matter) => matter.number)).size).toBe(matters.length)
  })

  test('has a place inside its grid for every matter that has one', async () => {
    const city = await startTestCity()
    const tree = city.matters.books.areas.get()
    for (const matter of matters) {
      if (matter.longitude === null || matter.latitude === null) continue
      expect(tree.locate(matter.longitude, matter.latitude)).toMatchObject({ area: { id: matter.area_id }, how: matter.located })
    }
    expect(matters.some((matter) => matter.longitude !== null)).toBe(true)
  })

  test('has an account a role that signs in with the password everyone knows', async () => {
    const city = await startTestCity()
    for (const loginName of [
      'worker',
      'community',
      'street',
      'district',
      'city',
      'supervisor',
      'dispatcher',
      'handler',
      'rules',
      'admin',
      'security',
      'audit',
    ]) {
      expect([loginName, (await (await city.as(loginName)).getMe()).posts.length]).toEqual([loginName, 1])
    }
  })
})

describe('the same seed and present', () => {
  const shown = `select number, id::text, state, encode(chain_head, 'hex') as head, text, area_id::text from matters order by number, id`

  async function make(seed: number): Promise<unknown[]> {
    const connection = await freshDatabase()
    await migrateCity({ connection, city: testCityName, migrationsFolder })
    const owner = openDb({ connection, city: testCityName, role: null, connections: 8, pipeline: true })
    try {
      await makeDemoCity({ db: owner, keys: testKeys, size: tinyJiaozhou, now: testNow, seed })
      return (await owner.pool.query(shown)).rows
    } finally {
      await owner.close()
    }
  }

  test('make the same city, to the last hash, and another seed another', async () => {
    // The city all tests copy is made in global-setup.ts with this seed.
    const known: unknown[] = (await db.pool.query(shown)).rows
    expect(known).toHaveLength(tinyJiaozhou.matters.count)
    expect(await make(7)).toEqual(known)
    expect(await make(8)).not.toEqual(known)
  })
})
