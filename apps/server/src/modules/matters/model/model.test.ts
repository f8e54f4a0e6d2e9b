import { afterAll, describe, expect, test } from 'vitest'
import { testCityName } from '../../../testing/constants.ts'
import { copyDatabase, temporaryFolder } from '../../../testing/test-city.ts'
import { kinds } from '../kinds/index.ts'
import type { Decide, Edge } from '../kinds/kind.ts'
import { runModel } from './run-model.factory.ts'
import { Stage } from './stage.factory.ts'

const open = async () => Stage.open(await copyDatabase('tiny_city'), testCityName, temporaryFolder('files'))
const [stage, another] = [await open(), await open()]
afterAll(() => Promise.all([stage.close(), another.close()]))

// Ten thousand: npm run model.
test('whatever people, timers and two at once do, the seven rules hold', { timeout: 600_000 }, async () => {
  const results = await Promise.all([
    runModel(stage, { sequences: 100, seed: 20260318 }),
    runModel(another, { sequences: 100, seed: 20260319 }),
  ])
  for (const { tally, violation } of results) {
    expect(violation).toBeNull()
    expect(tally.sequences).toBe(100)
    expect(Math.min(tally.actions, tally.refused, tally.conflicts, tally.atOnce, tally.fired)).toBeGreaterThan(10)
  }
})

describe('a bug that is planted is found:', () => {
  /** The words and the last steps of what is found while an edge's rule is broken. */
  async function foundWith(
    action: string,
    broken: (given: Parameters<Decide<never>>[0], rule: Decide<never>) => ReturnType<Decide<never>>,
  ) {
    const edge = kinds.event.edges.find((each) => each.action === action) as { -readonly [Key in keyof Edge]: Edge[Key] }
    const rule = edge.decide
    edge.decide = (given) => broken(given, rule)
    try {
      return await found()
    } finally {
      edge.decide = rule
    }
  }

  async function found() {
    const { violation } = await runModel(stage, { sequences: 300, seed: 7, shrinkMs: 2000 })
    return violation
  }

  test('a rule that forgets to start a clock', async () => {
    const violation = await foundWith('accept', (given, rule) => ({ ...rule(given), startClocks: [] }))
    expect(violation).toMatchObject({ words: expect.stringMatching(/^rule 7: .* in accepted: no clock dispatch runs/), seed: 7 })
    expect(violation?.path).toMatch(/^\d+(:\d+)*$/)
    expect(violation?.log.join('\n')).toContain(': accept ')
  })

  test('a rule that leaves nobody as holder', async () => {
    const violation = await foundWith('solve_on_spot', (given, rule) => {
      const decided = rule(given)
      return { ...decided, set: { ...decided.set, holder: { areaId: null, organisationId: null } } }
    })
    expect(violation?.words).toMatch(/^rule 7: .* held by exactly one/)
  })

  test('a rule that goes where its table does not lead', async () => {
    const violation = await foundWith('refuse', (given, rule) => ({ ...rule(given), to: 'closed' }))
    expect(violation?.words).toContain('refuse led from reported to closed')
  })

  /** What is found while something goes wrong after every request. */
  async function foundAfterEach(statement: string) {
    const send = stage.send.bind(stage)
    stage.send = async (...request) => {
      const answer = await send(...request)
      await stage.owner.pool.query(statement)
      return answer
    }
    try {
      return await found()
    } finally {
      stage.send = send
    }
  }

  test('answers that are not kept with the action', async () => {
    const violation = await foundAfterEach('delete from idempotency_keys')
    expect(violation?.words).toMatch(/^rule 3: /)
  })

  test('notices that are lost', async () => {
    const violation = await foundAfterEach('delete from notices')
    expect(violation?.words).toMatch(/^rule 1: .* was to tell .*, but told \[\]/)
  })

  test('a state that no entry tells of', async () => {
    const violation = await foundAfterEach(`update matters set state = 'handled' where state = 'in_progress'`)
    expect(violation?.words).toMatch(/^rule 1: /)
  })
})
