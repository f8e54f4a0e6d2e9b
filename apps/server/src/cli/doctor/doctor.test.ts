import { afterAll, expect, test } from 'vitest'
import { openBooks } from '../../books.ts'
import { openDb } from '../../platform/db.ts'
import { reportInShownGrid } from '../../modules/matters/matter.factory.ts'
import { testCityName, testNow } from '../../testing/constants.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { examine, figuresOf, lineOf } from './checks.ts'

const city = await startTestCity()
const { matterId } = await reportInShownGrid(city)

// One connection, so that what is planted in its transaction is seen by the checks and gone afterwards.
const db = openDb({ connection: city.connection, city: testCityName, role: null, connections: 1 })
afterAll(() => db.close())
const books = await openBooks(db.read)

/** What the doctor finds wrong after these statements, by the name of the check, with its first example. */
async function wrongAfter(...statements: string[]): Promise<Record<string, string | undefined>> {
  await db.pool.query('begin')
  try {
    for (const statement of statements) {
      const { rowCount } = await db.pool.query(statement)
      expect(rowCount, statement).toBeGreaterThan(0)
    }
    const findings = await examine({ db, books, fileStore: city.fileStore, atOneMoment: (work) => work(db.read), now: testNow, all: true })
    return Object.fromEntries(
      findings.flatMap(({ what, wrong, examples, isNotice }) => (wrong > 0 && !isNotice ? [[what, examples[0]]] : [])),
    )
  } finally {
    await db.pool.query('rollback')
  }
}

const anOpenOne = `'${matterId}'::uuid`
const anEndedOne = `(select id from matters where state = 'closed' order by id limit 1)`
const numberOf = async (which: string) =>
  (await db.pool.query<{ number: string }>(`select number from matters where id = ${which}`)).rows[0]?.number

test('a city played by the engine is well', async () => {
  const findings = await examine({ db, books, fileStore: city.fileStore, atOneMoment: (work) => work(db.read), now: testNow, all: true })
  const wrong = findings.filter((found) => !found.isNotice && found.wrong > 0)
  expect(wrong.map(lineOf)).toEqual([])
  expect(findings[0]).toMatchObject({ what: 'broken chains', checked: 41 })
  expect(figuresOf(findings)).toMatchObject({ checked: 41, broken: 0, wrong: 0, open_matters_against_the_rules: 0 })
})

test('an entry that was edited breaks its chain', async () => {
  const found = await wrongAfter(`update timeline_entries set content = '{"words": "edited"}' where seq = 1 and matter_id = ${anEndedOne}`)
  expect(found).toEqual({ 'broken chains': await numberOf(anEndedOne) })
})

test('an entry that is missing is missed', async () => {
  const found = await wrongAfter(
    `delete from timeline_entries where matter_id = ${anEndedOne} and seq = (select version from matters where id = ${anEndedOne})`,
  )
  expect(Object.keys(found)).toEqual(['broken chains', 'matters unlike their last entry'])
})

test('a sum that nobody counted is found', async () => {
  const found = await wrongAfter(
    `delete from tally_changes where id = (select id from tally_changes where counts ? 'reported' order by id limit 1)`,
  )
  expect(Object.keys(found)).toEqual(['sums unlike a recount'])
})

test('figures that are being counted anew are not held against a recount', async () => {
  expect(await wrongAfter('insert into figure_rebuilds (counted) values (5)', 'delete from tally_changes')).toEqual({})
  await db.pool.query('begin')
  await db.pool.query('insert into figure_rebuilds (counted) values (5)')
  const findings = await examine({ db, books, fileStore: city.fileStore, atOneMoment: (work) => work(db.read), now: testNow, all: false })
  await db.pool.query('rollback')
  expect(findings.map(lineOf)).toContain('· matters the figures do not count yet: 36 found of 41\n    the figures are being counted anew')
})

test('a holder that no entry gave is found', async () => {
  const found = await wrongAfter(`update matters set holder_area_id = (select id from areas where level = 'city') where id = ${anOpenOne}`)
  expect(found['matters unlike their last entry']).toBe(await numberOf(anOpenOne))
})

test('a matter that nobody holds, or without a clock, is found', async () => {
  const number = await numberOf(anOpenOne)
  const unheld = await wrongAfter(`update matters set holder_area_id = null, holder_organisation_id = null where id = ${anOpenOne}`)
  expect(unheld['open matters against the rules']).toBe(`${number}: it is open, but not held by exactly one`)
  const unclocked = await wrongAfter(`update clocks set stopped_at = started_at, next_at = null where matter_id = ${anOpenOne}`)
  expect(unclocked['open matters against the rules']).toMatch(new RegExp(`^${number}: no clock .* runs`))
})

test('a card without a clock is found', async () => {
  const found = await wrongAfter(
    `insert into supervision_cards (id, matter_id, level, area_id, instruction, raised_at, answer_by, to_area_id)
     select gen_random_uuid(), id, 'yellow', desk_area_id, '请抓紧', reported_at, reported_at, desk_area_id from matters where id = ${anOpenOne}`,
  )
  expect(found['open matters against the rules']).toContain('a card waits without a clock')
})

test('a clock that runs on an ended matter is found', async () => {
  const found = await wrongAfter(`update clocks set stopped_at = null, next_at = due_at where matter_id = ${anEndedOne}`)
  expect(found).toMatchObject({
    'ended matters against the rules': `${await numberOf(anEndedOne)}: it has ended, but a clock runs`,
    'clocks that run on ended matters': expect.stringContaining(String(await numberOf(anEndedOne))),
  })
})

test('a desk that nobody sits at any more is named', async () => {
  const desk = `(select holder_area_id from matters where id = ${anOpenOne})`
  const { rows } = await db.pool.query<{ name: string }>(`select name from areas where id = ${desk}`)
  const found = await wrongAfter(`update posts set valid_to = valid_from where area_id = ${desk}`)
  expect(found['open matters that nobody in post can move']).toMatch(new RegExp(`^${rows[0]?.name}: \\d+$`))
})

test('followers and those who joined are held against each other', async () => {
  const resident = `(select id from accounts where login_name is null order by id limit 1)`
  const joined = await wrongAfter(
    `insert into followers (id, matter_id, account_id, joined_at) select gen_random_uuid(), ${anOpenOne}, ${resident}, now()`,
  )
  expect(joined).toEqual({ 'joined, but not following': await numberOf(anOpenOne) })
  const following = await wrongAfter(`update matters set follower_ids = array[${resident}] where id = ${anOpenOne}`)
  expect(following).toEqual({ 'following, but never joined': await numberOf(anOpenOne) })
})

test('clocks that wait for a worker are told of, but are not wrong', async () => {
  const findings = await examine({
    db,
    books,
    fileStore: city.fileStore,
    atOneMoment: (work) => work(db.read),
    now: new Date(testNow.getTime() + 90 * 86_400_000),
    all: false,
  })
  const late = findings.find(({ what }) => what.startsWith('clocks due'))
  expect(late).toMatchObject({ isNotice: true })
  expect(late?.wrong).toBeGreaterThan(0)
  expect(figuresOf(findings)['wrong']).toBe(0)
})
