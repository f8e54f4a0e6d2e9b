import pg from 'pg'
import { expect, test } from 'vitest'
import { startTestCity } from '../../../testing/test-city.ts'
import { reportInShownGrid } from '../matter.factory.ts'
import { fillSearch } from './fill-search.ts'

test('matters from before get the words they would have got when they were reported; those that have them keep them', async () => {
  const city = await startTestCity()
  await reportInShownGrid(city)
  const read = () => city.db.read.selectFrom('matter_search').selectAll().orderBy('matter_id').execute()
  const written = await read()
  const kept = written.slice(0, 3).map((row) => row.matter_id)
  const owner = new pg.Client(city.connection)
  await owner.connect()
  await owner.query(`delete from ${city.db.city}.matter_search where matter_id <> all($1)`, [kept])
  await owner.end()
  await city.db.read.insertInto('search_backlog').values({ done_to: '00000000-0000-0000-0000-000000000000' }).execute()
  expect(await fillSearch(city.db, city.keys)).toBe(written.length)
  expect(await read()).toEqual(written)
  expect(await fillSearch(city.db, city.keys)).toBe(0)
})
