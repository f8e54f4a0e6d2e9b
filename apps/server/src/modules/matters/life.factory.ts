import type { MatterAction } from '@linli/contract'
import { testKeys } from '../../testing/constants.ts'
import { LinliError } from '../../platform/problem.ts'
import { systemActor } from '../access/index.ts'
import type { NewNotice } from './change.ts'
import type { DecisionContext } from './decision-context.ts'
import { dueSteps, timeOfStep } from './due-step.ts'
import type { Matter, RunningClock } from './matter.ts'
import { type PreparedAction, prepareAction } from './perform-action.ts'
import { prepareReport } from './report-matter.ts'
import { cast, type CastName, inGrid, worldAt } from './world.factory.ts'

/** A Wednesday, ten in the morning in China. */
export const lifeBegins = new Date('2026-03-18T02:00:00Z')
export const hour = 3_600_000
export const day = 24 * hour

interface Options {
  assignment?: string
  cardId?: string
  other?: Matter
}

/** One matter that lives in the small world without a database: people act, time passes, clocks fire. */
export class Life {
  matter: Matter
  now: Date
  last: PreparedAction | null = null
  readonly entries: { action: string; at: Date; visibility: string; content: Record<string, unknown> }[] = []
  readonly notices: NewNotice[] = []
  readonly #ids = { next: 0xaa }
  readonly #change: (context: DecisionContext) => DecisionContext

  /** `change` alters what decisions look up, e.g. another limit. */
  constructor(change: (context: DecisionContext) => DecisionContext = (context) => context) {
    this.now = lifeBegins
    this.#change = change
    const { writable } = prepareReport(
      testKeys,
      this.#context(this.now),
      { input: { text: '路灯不亮', place: inGrid }, actor: cast.reporter, intention: null },
      '260318-000001',
    )
    this.matter = { ...writable.after, hasGridWorker: true }
    this.entries.push(writable.entry)
  }

  /** Somebody acts; the newest share of `assignment` is meant. Throws what the rule refuses. */
  act(name: CastName, action: MatterAction, input: object = {}, { assignment, cardId, other }: Options = {}): this {
    const share = this.matter.assignments.findLast((each) => each.organisationId === assignment)
    return this.#take(this.now, action, {
      input,
      actor: cast[name],
      ...(assignment !== undefined && { assignmentId: share?.id ?? 'none' }),
      ...(cardId !== undefined && { cardId }),
      ...(other && { other }),
    })
  }

  /** The code with which the engine refuses it; null when it does not. Nothing changes. */
  refusal(name: CastName, action: MatterAction, input: object = {}, options: Options = {}): string | null {
    const { matter, last } = this
    const counts = [this.entries.length, this.notices.length] as const
    try {
      this.act(name, action, input, options)
      return null
    } catch (error) {
      if (error instanceof LinliError) return error.code
      throw error
    } finally {
      ;[this.matter, this.last] = [matter, last]
      this.entries.length = counts[0]
      this.notices.length = counts[1]
    }
  }

  /** Time passes and nobody looks at the clocks. */
  sleep(milliseconds: number): this {
    this.now = new Date(this.now.getTime() + milliseconds)
    return this
  }

  /** Time passes, and every clock fires in the moment it is due. */
  pass(milliseconds: number): this {
    const until = this.now.getTime() + milliseconds
    while (true) {
      const next = Math.min(...this.matter.clocks.map((clock) => clock.nextAt?.getTime() ?? Infinity))
      if (next > until) break
      this.now = new Date(Math.max(next, this.now.getTime()))
      this.fire()
    }
    this.now = new Date(until)
    return this
  }

  /** What the platform does now, as fireDue would; each clock once. */
  fire(): this {
    const [due] = dueSteps(this.matter, this.now)
    if (!due) return this
    const clock = this.matter.clocks.find((each) => each.id === due.input.clockId)
    this.#take(timeOfStep(due.action, clock?.dueAt ?? this.now, this.now), due.action, { input: due.input, actor: systemActor })
    return this
  }

  clock(kind: string, assignment?: string): RunningClock | undefined {
    const id = assignment === undefined ? null : this.matter.assignments.findLast((each) => each.organisationId === assignment)?.id
    return this.matter.clocks.find((clock) => clock.kind === kind && (assignment === undefined || clock.assignmentId === id))
  }

  share(organisationId: string) {
    return this.matter.assignments.findLast((each) => each.organisationId === organisationId)
  }

  get lastEntry() {
    return this.entries.at(-1)
  }

  accepted(severity = 'ordinary'): this {
    return this.act('desk', 'accept', { categoryCode: 'E01-02', severity })
  }

  dispatched(severity = 'ordinary', more: object = {}): this {
    return this.accepted(severity).act('desk', 'dispatch', { leadOrganisationId: 'lead', ...more })
  }

  claimed(severity = 'ordinary', more: object = {}): this {
    return this.dispatched(severity, more).act('handler of the lead', 'claim', {}, { assignment: 'lead' })
  }

  finished(): this {
    return this.act('handler of the lead', 'finish', { result: '已修', publicAnswer: '已修好' }, { assignment: 'lead' })
  }

  verified(): this {
    return this.claimed().finished().act('worker', 'verify', { passed: true, note: '好了' })
  }

  #context(at: Date): DecisionContext {
    return this.#change(worldAt(at, this.#ids))
  }

  #take(
    at: Date,
    action: MatterAction,
    request: Pick<Parameters<typeof prepareAction>[2], 'input' | 'actor'> & Partial<Parameters<typeof prepareAction>[2]>,
  ): this {
    const prepared = prepareAction(this.#context(at), this.matter, { ...request, action, expectedVersion: this.matter.version })
    this.last = prepared
    this.matter = { ...prepared.after, hasGridWorker: this.matter.hasGridWorker, openChildren: this.matter.openChildren }
    this.entries.push(prepared.entry)
    this.notices.push(...(prepared.change.notices ?? []))
    return this
  }
}

/** Local time of the test's days in March 2026: the 18th is a Wednesday; work is 8:30–12:00 and 13:30–17:30. */
export function china(dayOfMonth: number, time: string): Date {
  return new Date(`2026-03-${String(dayOfMonth).padStart(2, '0')}T${time}:00+08:00`)
}
