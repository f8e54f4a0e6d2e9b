import { type MatterAction, matterActions } from '@linli/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testKeys } from '../../testing/constants.ts'
import { LinliError } from '../../platform/problem.ts'
import { kinds } from './kinds/index.ts'
import type { Matter } from './matter.ts'
import { abilities } from './matter.policy.ts'
import { type PreparedAction, prepareAction } from './perform-action.ts'
import { prepareReport } from './report-matter.ts'
import { findBreak, type SealedEntry } from './timeline.ts'
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

/** Everything anybody may do now. */
function choices(matter: Matter): { name: CastName; action: MatterAction; assignmentId: string | null }[] {
  return players.flatMap((name) => abilities(cast[name], matter).map((ability) => ({ name, ...ability })))
}

function inputFor(action: MatterAction, chance: number, matter: Matter): object {
  switch (action) {
    case 'accept':
      return { categoryCode: 'E01-02', severity: (['ordinary', 'urgent', 'complex', 'major'] as const)[chance % 4] }
    case 'refuse':
      return { reason: 'other', words: '请联系物业' }
    case 'dispatch':
      return { leadOrganisationId: 'lead', coHandlerOrganisationIds: chance % 2 === 0 && !isBusy(matter, 'helper') ? ['helper'] : [] }
    case 'return':
      return { reason: 'not_our_duty', words: '不属于我们' }
    case 'finish':
      return { result: '已处理', publicAnswer: '已处理好' }
    case 'verify':
      return { passed: chance % 3 !== 0, note: '看过了' }
    case 'rate':
      return { solved: chance % 2 === 0, stars: 1 + (chance % 5) }
    case 'solve_on_spot':
      return { result: '当场清理' }
    default:
      return {}
  }
}

/** A helper keeps its share when the lead gives back its own. */
function isBusy(matter: Matter, organisationId: string): boolean {
  return matter.assignments.some(
    (each) => each.organisationId === organisationId && (each.state === 'dispatched' || each.state === 'claimed'),
  )
}

/** Takes one of the possible steps; null at the end. */
function step(life: Life, chance: number): PreparedAction | null {
  const possible = choices(life.matter)
  const chosen = possible[chance % Math.max(1, possible.length)]
  if (!chosen) return null
  life.now = new Date(life.now.getTime() + 1 + (chance % 1000) * 60_000)
  const prepared = prepareAction(worldAt(life.now, life.ids), life.matter, {
    action: chosen.action,
    input: inputFor(chosen.action, chance, life.matter),
    actor: cast[chosen.name],
    expectedVersion: life.matter.version,
    ...(chosen.assignmentId !== null && { assignmentId: chosen.assignmentId }),
  })
  life.matter = { ...prepared.after, hasGridWorker: life.matter.hasGridWorker }
  life.entries.push(prepared.entry)
  return prepared
}

const lives = [fc.boolean(), fc.array(fc.nat(), { maxLength: 40 })] as const

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

  test('somebody holds it, somebody may act and a clock runs, until it has ended', () => {
    fc.assert(
      fc.property(...lives, (hasWorker, chances) => {
        const life = begin(hasWorker)
        for (const chance of chances) {
          if (!step(life, chance)) break
          const { matter } = life
          const hasEnded = ['closed', 'refused'].includes(matter.state)
          expect([matter.state, matter.holder.areaId !== null || matter.holder.organisationId !== null]).toEqual([matter.state, !hasEnded])
          expect([matter.state, choices(matter).length > 0]).toEqual([matter.state, !hasEnded])
          expect([matter.state, matter.clocks.length > 0]).toEqual([matter.state, !hasEnded])
          expect([matter.state, matter.closedAt !== null]).toEqual([matter.state, hasEnded])
        }
      }),
      { numRuns: 300 },
    )
  })

  test('the nearest limit is that of its clocks, the reporter’s time to rate left out', () => {
    fc.assert(
      fc.property(...lives, (hasWorker, chances) => {
        const life = begin(hasWorker)
        for (const chance of chances) {
          if (!step(life, chance)) break
          const pressing = life.matter.clocks.filter((clock) => clock.kind !== 'rate').map((clock) => clock.dueAt.getTime())
          expect(life.matter.dueAt?.getTime() ?? Infinity).toBe(Math.min(...pressing))
          expect(life.matter.clocks.every((clock) => clock.yellowAt <= clock.dueAt && clock.startedAt <= clock.yellowAt)).toBe(true)
          const kindsRunning = life.matter.clocks.map((clock) => `${clock.kind} ${clock.assignmentId}`)
          expect(new Set(kindsRunning).size).toBe(kindsRunning.length)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('an organisation has at most one open share, and no share is open once all is handled', () => {
    fc.assert(
      fc.property(...lives, (hasWorker, chances) => {
        const life = begin(hasWorker)
        for (const chance of chances) {
          if (!step(life, chance)) break
          const open = life.matter.assignments.filter((each) => each.state === 'dispatched' || each.state === 'claimed')
          expect(new Set(open.map((each) => each.organisationId)).size).toBe(open.length)
          if (['handled', 'verified', 'closed', 'reported'].includes(life.matter.state)) expect(open).toEqual([])
          for (const each of life.matter.assignments) expect(life.matter.organisationIds).toContain(each.organisationId)
        }
      }),
      { numRuns: 300 },
    )
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
        input: inputFor(action, 1, matter),
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

  test('is never possible once a matter has ended', () => {
    for (const state of ['closed', 'refused', 'withdrawn', 'merged'] as const)
      for (const name of castNames)
        for (const action of matterActions) expect(codeOf(prepare(matterWith({ state }), name, action))).toBe('action_not_possible')
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
    }
    const handled = matterWith({ state: 'handled', holder: { areaId: 'grid', organisationId: null }, assignments: [finished] })
    expect(codeOf(prepare(handled, 'worker who is also a handler', 'verify'))).toBe('own_work')
    expect(codeOf(prepare(handled, 'handler of the lead', 'verify'))).toBe('not_allowed')
    expect(codeOf(prepare(handled, 'worker', 'verify'))).toBeNull()
  })
})
