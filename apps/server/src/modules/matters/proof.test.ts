import { expect, test } from 'vitest'
import { ask } from '../../testing/fresh-database.factory.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { playToHandled } from './matter.factory.ts'

const city = await startTestCity()
const asOwner = (statement: string, values: unknown[] = []) => ask(city.connection, statement.replaceAll('$schema', city.db.city), values)

/** What somebody with the owner's rights could do to one entry by hand. */
const falsifications = {
  at: `at + interval '1 second'`,
  account_id: 'null',
  actor_role: `'supervisor'`,
  actor_area_id: 'gen_random_uuid()',
  actor_organisation_id: 'gen_random_uuid()',
  action: `'refuse'`,
  from_state: `'closed'`,
  to_state: `'refused'`,
  holder_area_id: 'gen_random_uuid()',
  holder_organisation_id: 'gen_random_uuid()',
  visibility: `case visibility when 'public' then 'internal' else 'public' end`,
  content: `content || '{"words": "never said"}'`,
  content_digest: `sha256('x')`,
  previous_hash: `sha256('x')`,
  hash: `sha256('x')`,
}

test.each(Object.entries(falsifications))('a changed %s of a stored entry is found', async (column, value) => {
  const { community, matterId } = await playToHandled(city)
  expect(await community.proveMatter({ params: { matterId } })).toMatchObject({ unbroken: true, brokenAt: null, entries: 5 })
  await asOwner(`update $schema.timeline_entries set ${column} = ${value} where matter_id = $1 and seq = 2`, [matterId])
  expect(await community.proveMatter({ params: { matterId } })).toMatchObject({ unbroken: false, brokenAt: 2 })
})

test('a missing last entry is found by the head the matter keeps', async () => {
  const { community, matterId } = await playToHandled(city)
  await asOwner('delete from $schema.timeline_entries where matter_id = $1 and seq = 5', [matterId])
  expect(await community.proveMatter({ params: { matterId } })).toMatchObject({
    unbroken: false,
    brokenAt: 4,
    entries: 4,
    versions: [1, 2, 3, 4],
  })
})

test('a matter whose whole timeline is gone is not called whole', async () => {
  const { community, matterId } = await playToHandled(city)
  await asOwner('delete from $schema.timeline_entries where matter_id = $1', [matterId])
  expect(await community.proveMatter({ params: { matterId } })).toMatchObject({ unbroken: false, entries: 0 })
})

test('a moment in which nobody held the matter is told', async () => {
  const { community, matterId } = await playToHandled(city)
  expect(await community.proveMatter({ params: { matterId } })).toMatchObject({ alwaysHeld: true })
  await asOwner('update $schema.timeline_entries set holder_organisation_id = null where matter_id = $1 and seq = 3', [matterId])
  expect(await community.proveMatter({ params: { matterId } })).toMatchObject({ alwaysHeld: false, unbroken: false })
})
