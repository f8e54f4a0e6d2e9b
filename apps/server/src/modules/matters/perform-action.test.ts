import { endStates, eventActions, type MatterAction } from '@linli/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testKeys } from '../../testing/constants.ts'
import { LinliError } from '../../platform/problem.ts'
import { isPaused } from './clocks.ts'
import { dueSteps } from './due-step.ts'
import { faultsOf } from './faults.ts'
import { kinds } from './kinds/index.ts'
import type { Matter } from './matter.ts'
import { abilities } from './matter.policy.ts'
import { type PreparedAction, prepareAction } from './perform-action.ts'
import { prepareReport } from './report-matter.ts'
import { findBreak, type SealedEntry } from './timeline.ts'
import { inputFor } from './play.factory.ts'
import { cast, type CastName, castNames, inGrid, matterWith, worldAt } from './world.factory.ts'

fc.configureGlobal({ seed: 20260318 })

const start = new Date('2026-03-18T02:00:00Z')
const players = castNames.filter((name) => name !== 'stranger')

interface Life {
  matter: Matter
  entries: SealedEntry[]
  now: Date
  ids: { next: number }
}

function begin(hasGridWorker: boolean): Life {
  const ids = { next: 0xaa }
  const { writable } = prepareReport(
    testKeys,
    worldAt(start, ids),
    { input: { text: '路灯不亮', place: inGrid }, actor: cast.reporter, intention: null },
    '260318-000001',
  )
  return { matter: { ...writable.after, hasGridWorker }, entries: [writable.entry], now: start, ids }
}

/** Everything anybody may do now. What names another matter is tried against the database (model.test.ts). */
function choices(matter: Matter) {
  return players.flatMap((name) =>
    abilities(cast[name], matter)
      .filter(({ action }) => name !== 'platform' && !['merge', 'unmerge', 'link'].includes(action))
      .map((ability) => ({ name, ...ability })),
  )
}

/** Takes one of the possible steps, or what the platform does when its time has come; null when nothing is possible. */
function step(life: Life, chance: number): PreparedAction | null {
  const days = chance % 11 === 0 ? chance % 40 : 0
  life.now = new Date(life.now.getTime() + 1 + ((chance % 1000) + days * 1440) * 60_000)
  const due = dueSteps(life.matter, life.now).map(({ action, input }) => ({
    name: 'platform' as const,
    action,
    input,
    assignmentId: null,
    cardId: null,
  }))
  const possible = choices(life.matter).map((choice) => ({ ...choice, input: inputFor(choice.action, chance, life.matter, life.now) }))
  const inTurn = possible.map((_, index) => possible[(chance + index) % possible.length])
  for (const chosen of [...due, ...inTurn]) {
    if (!chosen) continue
    const prepared = attempt(life, chosen)
    if (!prepared) continue
    life.matter = { ...prepared.after, hasGridWorker: life.matter.hasGridWorker }
    life.entries.push(prepared.entry)
    return prepared
  }
  return null
}

/** Null when a rule refuses what the table offers: a second reminder on one day, a level that may not be skipped. */
function attempt(
  life: Life,
  chosen: { name: CastName; action: string; input: object; assignmentId: string | null; cardId: string | null },
) {
  try {
    return prepareAction(worldAt(life.now, life.ids), life.matter, {
      action: chosen.action,
      input: chosen.input,
      actor: cast[chosen.name],
      expectedVersion: life.matter.version,
      ...(chosen.assignmentId !== null && { assignmentId: chosen.assignmentId }),
      ...(chosen.cardId !== null && { cardId: chosen.cardId }),
    })
  } catch (error) {
    if (error instanceof LinliError) return null
    throw error
  }
}

const lives = [fc.boolean(), fc.array(fc.nat(), { minLength: 10, maxLength: 60 })] as const

describe('whatever people do to a matter', () => {
  test('its chain holds, its version counts its entries, and every step is one the table names', () => {
    fc.assert(
      fc.property(...lives, (hasWorker, chances) => {
        const life = begin(hasWorker)
        for (const chance of chances) {
          const before = structuredClone({ ...life.matter, chainHead: null })
          const prepared = step(life, chance)
          if (!prepared) break
          expect({ ...prepared.before, chainHead: null }).toEqual(before)
          expect(prepared.after.version).toBe(prepared.before.version + 1)
          expect(prepared.receipt).toMatchObject({ version: prepared.after.version, state: prepared.after.state })
          const edge = kinds.event.edges.find((each) => each.action === prepared.entry.action && each.from.includes(prepared.before.state))
          expect(edge?.to).toContain(prepared.after.state)
        }
        expect(findBreak(life.entries)).toBeNull()
        expect(life.entries).toHaveLength(life.matter.version)
        expect(life.matter.chainHead).toEqual(life.entries.at(-1)?.hash)
      }),
      { numRuns: 300 },
    )
  })

  test('the rules that always hold, hold: holder, clocks, shares, requests and an exit', () => {
    fc.assert(
      fc.property(...lives, (hasWorker, chances) => {
        const life = begin(hasWorker)
        const taken: string[] = []
        for (const chance of chances) {
          const prepared = step(life, chance)
          if (!prepared) break
          taken.push(`${prepared.entry.action}→${life.matter.state}`)
          expect({ taken, faults: faultsOf(life.matter) }).toEqual({ taken, faults: [] })
          if (!endStates.includes(life.matter.state)) expect([taken, choices(life.matter).length > 0]).toEqual([taken, true])
        }
      }),
      { numRuns: 500 },
    )
  })

  test('the nearest limit is that of its clocks, left out those that press nobody', () => {
    fc.assert(
      fc.property(...lives, (hasWorker, chances) => {
        const life = begin(hasWorker)
        for (const chance of chances) {
          if (!step(life, chance)) break
          const pressing = life.matter.clocks.filter((clock) => !['rate', 'plan'].includes(clock.kind) && !isPaused(clock))
          expect(life.matter.dueAt?.getTime() ?? Infinity).toBe(Math.min(...pressing.map((clock) => clock.dueAt.getTime())))
        }
      }),
      { numRuns: 200 },
    )
  })

  test('every edge of the table is taken sooner or later', () => {
    const taken = new Set<string>()
    fc.assert(
      fc.property(...lives, (hasWorker, chances) => {
        const life = begin(hasWorker)
        for (const chance of chances) {
          const prepared = step(life, chance)
          if (!prepared) break
          taken.add(prepared.entry.action)
        }
      }),
      { numRuns: 800 },
    )
    const named = kinds.event.edges
      .map((edge) => edge.action)
      .filter((action) => !['merge', 'unmerge', 'link', 'join', 'recompute', 'split'].includes(action))
    expect(named.filter((action) => !taken.has(action))).toEqual([])
  })
})

describe('an action', () => {
  const prepare =
    (
      matter: Matter,
      name: CastName,
      action: MatterAction,
      given: { expectedVersion?: number | null; assignmentId?: string; input?: object } = {},
    ) =>
    () =>
      prepareAction(worldAt(start), matter, {
        action,
        input: inputFor(action, 1, matter, start),
        actor: cast[name],
        expectedVersion: matter.version,
        ...given,
      })
  const codeOf = (call: () => unknown) => {
    try {
      call()
      return null
    } catch (error) {
      return error instanceof LinliError ? error.code : String(error)
    }
  }

  test('on a version somebody has since changed says which it has now', () => {
    const matter = matterWith({ version: 4 })
    expect(prepare(matter, 'desk', 'accept', { expectedVersion: 3 })).toThrow(
      expect.objectContaining({ code: 'matter_changed', detail: { facts: { version: 4, state: 'reported' } } }),
    )
  })

  test('that the state does not allow is told from one that the post does not', () => {
    expect(codeOf(prepare(matterWith({}), 'desk', 'dispatch'))).toBe('action_not_possible')
    expect(codeOf(prepare(matterWith({}), 'supervisor', 'accept'))).toBe('not_allowed')
    expect(codeOf(prepare(matterWith({}), 'desk', 'accept'))).toBeNull()
  })

  test('that moves a matter on is never possible once it has ended, but for rating, reopening, appealing, answering late and undoing', () => {
    const after = ['rate', 'call_back', 'reopen', 'appeal', 'answer', 'unmerge', 'join']
    for (const state of endStates)
      for (const name of castNames)
        for (const action of eventActions.filter((each) => !after.includes(each)))
          expect(codeOf(prepare(matterWith({ state }), name, action))).toBe('action_not_possible')
  })

  test('refuses what its rule refuses', () => {
    const accepted = matterWith({ state: 'accepted' })
    expect(codeOf(prepare(matterWith({}), 'desk', 'accept', { input: { categoryCode: 'nonsense', severity: 'ordinary' } }))).toBe(
      'unknown_category',
    )
    expect(codeOf(prepare(accepted, 'desk', 'dispatch', { input: { leadOrganisationId: 'nobody' } }))).toBe('unknown_organisation')
    expect(
      codeOf(prepare(accepted, 'desk', 'dispatch', { input: { leadOrganisationId: 'lead', coHandlerOrganisationIds: ['lead'] } })),
    ).toBe('one_lead_needed')
    expect(
      codeOf(
        prepare(accepted, 'desk', 'dispatch', { input: { leadOrganisationId: 'lead', coHandlerOrganisationIds: ['helper', 'helper'] } }),
      ),
    ).toBe('one_lead_needed')
    expect(codeOf(prepare(accepted, 'desk', 'dispatch', { assignmentId: 'nobody-s' }))).toBe('not_found')
  })

  test('of verifying by one’s own organisation says why', () => {
    const finished = {
      id: 'assignment-lead',
      organisationId: 'lead',
      part: 'lead' as const,
      state: 'finished' as const,
      instruction: null,
      dispatchedAt: start,
      claimedAt: start,
      finishedAt: start,
      handlerAccountId: 'handler',
      result: '好',
      returnReason: null,
      dueAt: null,
      whistle: false,
      arrivedAt: null,
      arrivedDistanceM: null,
    }
    const handled = matterWith({ state: 'handled', holder: { areaId: 'grid', organisationId: null }, assignments: [finished] })
    expect(codeOf(prepare(handled, 'worker who is also a handler', 'verify'))).toBe('own_work')
    expect(codeOf(prepare(handled, 'handler of the lead', 'verify'))).toBe('not_allowed')
    expect(codeOf(prepare(handled, 'worker', 'verify'))).toBeNull()
  })
})
