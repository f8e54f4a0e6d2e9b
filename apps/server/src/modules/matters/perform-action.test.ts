import { endStates, eventActions, type MatterAction, matterKinds } from '@linli/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LinliError } from '../../platform/problem.ts'
import { isPaused } from './clocks.ts'
import { faultsOf } from './faults.ts'
import { kinds } from './kinds/index.ts'
import type { Matter } from './matter.ts'
import { type PreparedAction, prepareAction } from './perform-action.ts'
import { findBreak } from './timeline.ts'
import { beginPlay, inputFor, maySomebodyAct, type Play, playStep } from './play.factory.ts'
import { cast, type CastName, castNames, matterWith, worldAt } from './world.factory.ts'

fc.configureGlobal({ seed: 20260318 })

const start = new Date('2026-03-18T02:00:00Z')

/** What is wrong with a step, by everything that always holds; nothing, ever. */
function faultsOfStep(play: Play, prepared: PreparedAction): string[] {
  const { before, after, entry, receipt } = prepared
  const faults = faultsOf(play.matter)
  const edge = kinds[before.kind].edges.find((each) => each.action === entry.action && each.from.includes(before.state))
  if (!edge?.to.includes(after.state)) faults.push('the table names no such step')
  if (after.version !== before.version + 1 || play.entries.length !== after.version) faults.push('versions do not count entries')
  if (receipt.version !== after.version || receipt.state !== after.state) faults.push('the receipt says something else')
  const pressing = play.matter.clocks.filter((clock) => !['rate', 'plan'].includes(clock.kind) && !isPaused(clock))
  if ((play.matter.dueAt?.getTime() ?? Infinity) !== Math.min(...pressing.map((clock) => clock.dueAt.getTime())))
    faults.push('the nearest limit is not that of its clocks')
  const isOver = kinds[play.matter.kind].states[play.matter.state]?.ended ?? false
  if (!isOver && !maySomebodyAct(play)) faults.push('it is open, and nobody may do anything')
  return faults
}

/** Plays on by these chances, and after each step asks what is wrong. */
function playOn(play: Play, chances: readonly number[], wanted?: Set<string>): void {
  const taken: string[] = []
  for (const chance of chances) {
    const before = play.matter
    const frozen = JSON.stringify(before)
    const prepared = playStep(play, chance, wanted)
    if (!prepared) break
    taken.push(`${prepared.entry.action} ${before.state}`)
    wanted?.delete(`${prepared.entry.action} ${before.state}`)
    const faults = faultsOfStep(play, prepared)
    if (JSON.stringify(before) !== frozen) faults.push('the matter before was changed')
    if (faults.length > 0) expect({ kind: play.matter.kind, taken, faults }).toEqual({ faults: [] })
  }
  expect(findBreak(play.entries)).toBeNull()
  expect(play.matter.chainHead).toEqual(play.entries.at(-1)?.hash)
}

describe('whatever people do to a matter', () => {
  const lives = fc.array(fc.nat(), { minLength: 10, maxLength: 60 })

  test.each(matterKinds)('of the kind %s, the rules that always hold, hold', (kind) => {
    fc.assert(
      fc.property(fc.nat(), lives, (first, chances) => playOn(beginPlay(kind, first), chances)),
      { numRuns: kind === 'event' ? 50 : 30 },
    )
  })

  test.each(matterKinds)('of the kind %s, every step of its table is taken sooner or later', (kind) => {
    // What presses is tried in every state by itself (supervise.test.ts); nothing moves here that could be counted anew.
    const pressing = ['supervise', 'answer_supervision', 'recompute', 'limit_near', 'limit_passed', 'limit_climbed']
    const edges = kinds[kind].edges.filter((edge) => !pressing.includes(edge.action))
    // A matter can be joined for a month after it was closed, and never when it was refused, withdrawn or merged.
    const isNever = (step: string) => /^join (refused|withdrawn|merged)$/.test(step)
    const wanted = new Set(edges.flatMap((edge) => edge.from.map((state) => `${edge.action} ${state}`)).filter((step) => !isNever(step)))
    for (const [index, chances] of fc
      .sample(fc.array(fc.nat(), { minLength: 40, maxLength: 60 }), { numRuns: 100, seed: 20260318 })
      .entries()) {
      playOn(beginPlay(kind, index), chances, wanted)
      if (wanted.size === 0) break
    }
    expect([...wanted]).toEqual([])
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
      claimedInTime: true,
    }
    const handled = matterWith({ state: 'handled', holder: { areaId: 'grid', organisationId: null }, assignments: [finished] })
    expect(codeOf(prepare(handled, 'worker who is also a handler', 'verify'))).toBe('own_work')
    expect(codeOf(prepare(handled, 'handler of the lead', 'verify'))).toBe('not_allowed')
    expect(codeOf(prepare(handled, 'worker', 'verify'))).toBeNull()
  })
})
