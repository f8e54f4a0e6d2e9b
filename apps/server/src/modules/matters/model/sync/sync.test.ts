import { randomUUID } from 'node:crypto'
import { createClient, NoAnswer } from '@linli/client'
import { afterAll, describe, expect, test } from 'vitest'
import { testCityName } from '../../../../testing/constants.ts'
import { copyDatabase, temporaryFolder } from '../../../../testing/test-city.ts'
import { Stage } from '../stage.factory.ts'
import { runSync } from './run-sync.factory.ts'

const stage = await Stage.open(await copyDatabase('tiny_city'), testCityName, temporaryFolder('files'))
afterAll(() => stage.close())

// A thousand: npm run model -- sync.
test('whatever networks, crashes and clocks do, each phone was told what is true', { timeout: 600_000 }, async () => {
  const { tally, violation } = await runSync(stage, { schedules: 50, seed: 20260318 })
  expect(violation).toBeNull()
  expect(tally).toMatchObject({ schedules: 50, missing: 0, double: 0, broken: 0 })
  expect(Math.min(tally.sent, tally.refused, tally.givenUp, tally.kills, tally.photos)).toBeGreaterThan(10)
})

describe('a bug that is planted is found:', () => {
  test('a fresh key at each try', { timeout: 300_000 }, async () => {
    const { violation } = await runSync(stage, {
      schedules: 100,
      seed: 7,
      plant: (carrier) => ({ ...carrier, call: (sender, request) => carrier.call(sender, request, randomUUID()) }),
    })
    expect(violation?.disagreements.map(({ kind }) => kind)).toContain('double')
  })

  test('silence taken for an answer', { timeout: 300_000 }, async () => {
    const { violation } = await runSync(stage, {
      schedules: 100,
      seed: 7,
      plant: (carrier) => ({
        ...carrier,
        call: async (sender, request, key) => {
          try {
            return await carrier.call(sender, request, key)
          } catch (error) {
            if (error instanceof NoAnswer) return {}
            throw error
          }
        },
      }),
    })
    expect(violation?.disagreements.map(({ kind }) => kind)).toContain('missing')
  })

  test('things sent in the name of whoever is signed in', { timeout: 300_000 }, async () => {
    const { violation } = await runSync(stage, {
      schedules: 100,
      seed: 7,
      plant: (carrier, wire) => ({
        ...carrier,
        call: (_sender, { routeId, params, body }, idempotencyKey) => {
          const anybody = createClient(wire)[routeId] as unknown as (given: object) => Promise<Record<string, unknown>>
          return anybody({ params, body, idempotencyKey })
        },
      }),
    })
    expect(violation?.disagreements.map(({ words }) => words).join()).toContain('in somebody else’s name')
  })
})
