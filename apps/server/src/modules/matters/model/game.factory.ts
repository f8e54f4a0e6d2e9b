import { type RouteDefinition, routes } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { act, fireDue } from '../fire-due.ts'
import { kinds } from '../kinds/index.ts'
import type { Matter } from '../matter.ts'
import { abilities, findEdge, maySee, sightOf } from '../matter.policy.ts'
import { contextAt } from '../matter.tools.ts'
import { type PreparedAction, prepareAction } from '../perform-action.ts'
import { actionsOf, ask, type Asked, type Choice, formFor } from './ask.factory.ts'
import type { Move } from './moves.factory.ts'
import { expectWritten } from './expectation.factory.ts'
import { type Owed, Findings } from './findings.factory.ts'
import type { Answer, Player, Sent, Stage } from './stage.factory.ts'
import { idsIn } from './same.factory.ts'
import { hold } from './violation.factory.ts'

/** How often something was tried and what became of it. */
export interface Tally {
  sequences: number
  actions: number
  refused: number
  conflicts: number
  atOnce: number
  fired: number
}

const minute = 60_000
const day = 1440 * minute

/** One sequence: a few matters, everybody who may have to do with them, and the moves they make. */
export class Game {
  readonly #stage: Stage
  readonly #tally: Tally
  readonly #record: Findings
  readonly #name: string
  readonly #receipts: Player[] = []
  readonly #answered: { sent: Sent; answer: Answer }[] = []
  readonly #keys: { owner: string; key: string; acknowledged: boolean }[] = []
  /** What was done, in words: the way to a counterexample. */
  readonly log: string[] = []

  constructor(stage: Stage, tally: Tally, name: string) {
    this.#stage = stage
    this.#tally = tally
    this.#name = name
    this.#record = new Findings(stage.db)
  }

  async play(moves: readonly Move[]): Promise<void> {
    await this.#begin({ what: 'begin', who: 0, which: 0, chance: moves[0]?.chance ?? 0 })
    for (const move of moves) {
      this.#stage.clock.advance((1 + (move.chance % 300)) * minute)
      await this.#make(move)
    }
    await this.#record.close(this.#now, this.#keys)
  }

  get #now(): Date {
    return this.#stage.clock.now()
  }

  get #players(): Player[] {
    return [...this.#stage.staff, ...this.#stage.residents, ...this.#receipts]
  }

  async #make(move: Move): Promise<void> {
    const matter = await this.#pick(move.which)
    switch (move.what) {
      case 'act':
        return this.#act(move, matter)
      case 'begin':
        return this.#begin(move)
      case 'forbidden':
        return this.#forbidden(move, matter)
      case 'unseen':
        return this.#unseen(move, matter)
      case 'repeat':
        return this.#repeat(move)
      case 'other content':
        return this.#otherContent(move)
      case 'join':
        return this.#join(move, matter)
      case 'two at once':
        return this.#twoAtOnce(move, matter)
      case 'same key at once':
        return this.#sameKeyAtOnce(move, matter)
      case 'mergers both ways':
        return this.#mergersBothWays()
      case 'pass':
        return this.#pass(move)
      case 'timer against person':
        return this.#timerAgainstPerson(move, matter)
      case 'recompute':
        await act(this.#stage.tools, 'recompute', matter.id, { because: 'calendar' }, this.#now)
        return this.#record.inspect([], this.#now, true)
    }
  }

  async #pick(which: number): Promise<Matter> {
    const { matters } = this.#record
    const picked = matters[which % matters.length]
    if (!picked) throw new Error('there is no matter')
    return this.#record.read(picked.id, this.#now)
  }

  /** Somebody does what they are offered: what the pure rules say is what is written, or why it is refused. */
  async #act(move: Move, matter: Matter): Promise<void> {
    const offered = this.#offered(move, matter, 1)[0]
    if (!offered) return
    const { player, choice, asked } = offered
    if (move.chance % 4 === 0) await this.#looks(player, matter)
    const expected = await this.#expect(player, choice, asked, matter)
    const sent = this.#sentence(player, asked)
    const known = new Set([...this.#stage.ids, ...idsIn(this.#record.matters)])
    const { answer, owed } = await this.#send(sent, choice.action, matter)
    if (expected instanceof LinliError) {
      hold(
        5,
        !['not_allowed', 'action_not_possible'].includes(expected.code),
        () => `${choice.action} is offered, but refused: ${expected.code}`,
      )
      hold(
        5,
        answer.body['code'] === expected.code,
        () => `${choice.action} was to be refused as ${expected.code}, not ${describe(answer)}`,
      )
      return this.#record.inspect([], this.#now, false)
    }
    hold(5, answer.status < 300, () => `${player.name} is offered ${choice.action} in ${matter.state}, but gets ${describe(answer)}`)
    await this.#record.inspect(owed, this.#now, false)
    await expectWritten(this.#stage.db, expected, this.#record, known)
  }

  /** What the screens are told somebody may do is what the policy says. */
  async #looks(player: Player, matter: Matter): Promise<void> {
    const answer = await this.#stage.send({ player, definition: routes.getMatter, params: { matterId: matter.id }, body: {}, key: '' })
    hold(5, answer.status === 200, () => `${player.name} is not shown ${matter.number}: ${describe(answer)}`)
    const [told, meant] = [answer.body['abilities'] as Choice[], abilities(player.actor, matter)].map((each) =>
      each
        .map(({ action, assignmentId, cardId }) => `${action} ${assignmentId} ${cardId}`)
        .toSorted()
        .join(', '),
    )
    hold(5, told === meant, () => `${player.name} is told ${told}, but may ${meant}`)
  }

  /** What the pure rules make of it, or the refusal. */
  async #expect(player: Player, choice: Choice, asked: Asked, matter: Matter): Promise<PreparedAction | LinliError> {
    const { edge } = findEdge(player.actor, matter, choice.action, { assignment: null, cardId: null })
    const otherId = !edge?.other ? null : edge.other === 'main' ? matter.mergedIntoId : edge.other(asked.input as never)
    const other = otherId === null ? null : await this.#record.read(otherId, this.#now)
    if (other && edge?.other !== 'main' && !maySee(sightOf(player.actor), other)) return new LinliError('not_found')
    try {
      return prepareAction(contextAt(this.#stage.tools.books, this.#now), matter, {
        action: choice.action,
        input: asked.input,
        actor: player.actor,
        expectedVersion: matter.version,
        other,
        ...(choice.assignmentId !== null && { assignmentId: choice.assignmentId }),
        ...(choice.cardId !== null && { cardId: choice.cardId }),
      })
    } catch (error) {
      if (error instanceof LinliError) return error
      throw error
    }
  }

  /** What nobody offered is refused, and nothing is written. */
  async #forbidden(move: Move, matter: Matter): Promise<void> {
    const player = turn(
      this.#players.filter(({ actor }) => maySee(sightOf(actor), matter)),
      move.who,
    )[0]
    if (!player) return
    const allowed = abilities(player.actor, matter).map(nameOf)
    const targets = [null, ...matter.assignments.map(({ id }) => id)]
    const cards = [null, ...matter.cards.map(({ id }) => id)]
    const all = actionsOf(matter).flatMap((action): Choice[] =>
      kinds[matter.kind].edges.some((edge) => edge.action === action && edge.on === 'assignment')
        ? targets.slice(1).map((assignmentId) => ({ action, assignmentId, cardId: null }))
        : action === 'answer_supervision'
          ? cards.slice(1).map((cardId) => ({ action, assignmentId: null, cardId }))
          : [{ action, assignmentId: null, cardId: null }],
    )
    const hidden = (action: string) => kinds[matter.kind].edges.some((edge) => edge.action === action && edge.unseen)
    const choice = turn(
      all.filter((each) => !allowed.includes(nameOf(each)) && !hidden(each.action)),
      move.chance,
    )[0]
    const asked = choice && this.#ask(choice, move, matter)
    if (!choice || !asked) return
    const { answer } = await this.#send(this.#sentence(player, asked), choice.action, matter)
    hold(5, answer.status >= 400, () => `${player.name} is not offered ${choice.action} in ${matter.state}, but it is done`)
    await this.#record.inspect([], this.#now, false)
  }

  /** What is out of somebody's sight does not exist for them. */
  async #unseen(move: Move, matter: Matter): Promise<void> {
    const player = turn(
      this.#players.filter(({ actor }) => !maySee(sightOf(actor), matter)),
      move.who,
    )[0]
    if (!player) return
    const actions = actionsOf(matter).filter((action) => !kinds[matter.kind].edges.some((edge) => edge.action === action && edge.unseen))
    const action = turn(actions, move.chance)[0] ?? ''
    const choice = { action, assignmentId: matter.assignments[0]?.id ?? null, cardId: matter.cards[0]?.id ?? null }
    for (const definition of [routes.getMatter, routes.proveMatter] as RouteDefinition[]) {
      const answer = await this.#stage.send({ player, definition, params: { matterId: matter.id }, body: {}, key: '' })
      hold(6, answer.status === 404, () => `${player.name} may not see ${matter.number}, but gets ${answer.status}`)
    }
    const needsTarget = kinds[matter.kind].edges.some((edge) => edge.action === action && edge.on)
    if (needsTarget && choice.assignmentId === null) return
    const asked = this.#ask(
      action === 'answer_supervision' && choice.cardId === null ? { ...choice, cardId: matter.id } : choice,
      move,
      matter,
    )
    if (!asked) return
    const { answer } = await this.#send(this.#sentence(player, asked), action, matter)
    hold(6, answer.status === 404, () => `${player.name} may not see ${matter.number}, but ${action} gets ${describe(answer)}`)
    await this.#record.inspect([], this.#now, false)
  }

  /** The same request again gets the same answer, from either process, and does nothing. */
  async #repeat(move: Move): Promise<void> {
    const before = turn(this.#answered, move.which)[0]
    if (!before) return
    const again = await this.#stage.send(before.sent, move.chance % 2 === 0 ? 'first' : 'second')
    this.log.push(`${before.sent.player.name} repeats ${before.sent.definition.id}: ${describe(again)}`)
    const told = { ...again, body: { ...again.body } }
    hold(
      3,
      JSON.stringify(told.body) === JSON.stringify(before.answer.body),
      () => `a repetition of ${before.sent.definition.id} got ${describe(again)}`,
    )
    await this.#record.inspect([], this.#now, false)
  }

  /** The same key with other content is refused. */
  async #otherContent(move: Move): Promise<void> {
    const before = turn(
      this.#answered.filter(({ sent }) => 'expectedVersion' in sent.body),
      move.which,
    )[0]
    if (!before) return
    const { sent } = before
    const again = await this.#stage.send({ ...sent, body: { ...sent.body, expectedVersion: Number(sent.body['expectedVersion']) + 1 } })
    hold(3, again.body['code'] === 'idempotency_key_reused', () => `a key used for something else got ${describe(again)}`)
    await this.#record.inspect([], this.#now, false)
  }

  /** Of two who decide on the same version at most one has it their way; a note beside it may follow. */
  async #twoAtOnce(move: Move, matter: Matter): Promise<void> {
    const pair = this.#offered(move, matter, 2)
    const [one, two] = pair
    if (!one || !two) return
    const expected = [
      await this.#expect(one.player, one.choice, one.asked, matter),
      await this.#expect(two.player, two.choice, two.asked, matter),
    ]
    const results = await Promise.all([
      this.#send(this.#sentence(one.player, one.asked), one.choice.action, matter, 'first'),
      this.#send(this.#sentence(two.player, two.asked), two.choice.action, matter, 'second'),
    ])
    this.#tally.atOnce += 1
    const isAside = pair.map(
      ({ player, choice }) => findEdge(player.actor, matter, choice.action, targetOf(matter, choice)).edge?.aside ?? false,
    )
    const wins = results.filter(({ answer }, index) => answer.status < 300 && !isAside[index])
    hold(4, wins.length < 2, () => `${one.choice.action} and ${two.choice.action} were both done on version ${matter.version}`)
    for (const [index, { answer }] of results.entries()) {
      if (answer.status < 300 || isAside[index]) continue
      const foreseen = expected[index]
      const codes = ['matter_changed', ...(foreseen instanceof LinliError ? [foreseen.code] : [])]
      hold(
        4,
        codes.includes(String(answer.body['code'])),
        () => `the slower of ${one.choice.action} and ${two.choice.action} got ${describe(answer)}`,
      )
    }
    await this.#record.inspect(
      results.flatMap(({ owed }) => owed),
      this.#now,
      false,
    )
  }

  /** One intention sent twice at once, to two processes: done once, and nobody is told otherwise. */
  async #sameKeyAtOnce(move: Move, matter: Matter): Promise<void> {
    const offered = this.#offered(move, matter, 1)[0]
    if (!offered) return
    const sent = this.#sentence(offered.player, offered.asked)
    const results = await Promise.all([
      this.#send(sent, offered.choice.action, matter, 'first'),
      this.#send(sent, offered.choice.action, matter, move.chance % 2 === 0 ? 'first' : 'second'),
    ])
    this.#tally.atOnce += 1
    const done = results.filter(({ answer }) => answer.status < 300)
    hold(3, new Set(done.map(({ answer }) => JSON.stringify(answer.body))).size <= 1, () => 'one intention got two different answers')
    await this.#record.inspect(
      done.slice(0, 1).flatMap(({ owed }) => owed),
      this.#now,
      false,
    )
  }

  /** Each into the other: at most one is merged, and the server does not lock up. */
  async #mergersBothWays(): Promise<void> {
    const desk = this.#stage.named.community
    const [one, two] = this.#record.matters.filter(
      (each) => each.kind === 'event' && ['reported', 'accepted'].includes(each.state) && each.holder.areaId === desk,
    )
    const [first, second] = this.#stage.staff.filter(({ actor }) =>
      actor.posts.some((post) => post.role === 'desk_clerk' && post.areaId === desk),
    )
    if (!one || !two || !first || !second) return
    const merge = (player: Player, from: Matter, into: Matter): Sent =>
      this.#sentence(player, {
        definition: routes.mergeMatter,
        params: { matterId: from.id },
        body: { expectedVersion: from.version, mainMatterId: into.id },
        input: {},
      })
    const results = await Promise.all([
      this.#send(merge(first, one, two), 'merge', one, 'first'),
      this.#send(merge(second, two, one), 'merge', two, 'second'),
    ])
    this.#tally.atOnce += 1
    hold(4, results.filter(({ answer }) => answer.status < 300).length < 2, () => 'two matters were merged into each other')
    await this.#record.inspect(
      results.flatMap(({ owed }) => owed),
      this.#now,
      false,
    )
  }

  /** Time passes and the platform does what is due, now and then in two processes at once. Afterwards nothing is due. */
  async #pass(move: Move): Promise<void> {
    this.#stage.clock.advance(move.chance % 3 === 0 ? (move.chance % 40) * day : (move.chance % 2000) * minute)
    this.log.push(`until ${this.#now.toISOString()}`)
    await this.#fire(move.chance % 4 === 0)
  }

  async #fire(inTwoProcesses: boolean): Promise<void> {
    const { first, second } = this.#stage
    if (inTwoProcesses) {
      const fired = await Promise.all([fireDue(first.matters), fireDue(second.matters)])
      this.#tally.fired += fired[0] + fired[1]
    }
    for (let round = 0; round < 5; round++) {
      const fired = await fireDue(first.matters)
      this.#tally.fired += fired
      if (fired === 0) break
    }
    await this.#record.inspect([], this.#now, true)
    for (const { number, clocks } of this.#record.matters)
      for (const clock of clocks)
        hold(7, clock.nextAt === null || clock.nextAt > this.#now, () => `${number}: the clock ${clock.kind} is due, but does not fire`)
  }

  /** At the very moment a limit brings something, somebody acts. */
  async #timerAgainstPerson(move: Move, matter: Matter): Promise<void> {
    const moments = matter.clocks.flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt.getTime()]))
    if (moments.length === 0) return
    this.#stage.clock.set(new Date(Math.max(this.#now.getTime(), Math.min(...moments))))
    const offered = this.#offered(move, matter, 1)[0]
    if (!offered) return
    const [fired, { owed }] = await Promise.all([
      fireDue(this.#stage.second.matters),
      this.#send(this.#sentence(offered.player, offered.asked), offered.choice.action, matter, 'first'),
    ])
    this.#tally.fired += fired
    this.#tally.atOnce += 1
    await this.#record.inspect(owed, this.#now, true)
    await this.#fire(false)
  }

  async #join(move: Move, matter: Matter): Promise<void> {
    const player = turn([...this.#stage.residents, this.#stage.stranger], move.who)[0]
    if (!player) return
    const asked = { definition: routes.joinMatter, params: { matterId: matter.id }, body: {}, input: {} }
    const { answer, owed } = await this.#send(this.#sentence(player, asked), 'join', matter)
    await this.#record.inspect(owed, this.#now, false)
    if (answer.status >= 300 || player.actor.accountId !== null) return
    const { id } = await this.#stage.db.read
      .selectFrom('followers')
      .select('id')
      .where('matter_id', '=', matter.id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    this.#receipts.push(this.#stage.receiptOf(matter.id, id))
  }

  /** Another matter: reported by a resident, a caller without an account, a desk or a grid worker, or of another kind. */
  async #begin(move: Move): Promise<void> {
    const { stranger, residents, staff, place, gridId } = this.#stage
    if (this.#record.found.size >= 5) return
    const kind = (['event', 'event', 'event', 'task', 'wish', 'errand', 'dispute'] as const)[move.which % 7] ?? 'event'
    if (kind !== 'event') return this.#beginOther(move, kind)
    const player = turn(
      [
        residents[0],
        stranger,
        staff.find(({ name }) => name === 'community'),
        residents[1],
        staff.find(({ name }) => name === 'worker'),
      ].filter((each) => each !== undefined),
      move.who,
    )[0]
    if (!player) return
    const isSolved = player.name === 'worker' && move.chance % 2 === 0
    const where = move.chance % 5 === 1 && player.name === 'community' ? { address: '某路 1 号', areaId: gridId } : { place }
    const body = {
      text: '路灯不亮',
      ...where,
      ...(isSolved && { result: '当场修好' }),
      ...(player === stranger && { contactPhone: '13900001111' }),
    }
    const definition: RouteDefinition = isSolved ? routes.solveOnSpot : routes.reportMatter
    const { answer, owed } = await this.#send(
      this.#sentence(player, { definition, params: {}, body, input: body }),
      isSolved ? 'solve_on_spot' : 'report',
      null,
    )
    await this.#record.inspect(owed, this.#now, false)
    if (answer.status < 300 && answer.body['receiptCode']) this.#receipts.push(this.#stage.receiptOf(String(answer.body['matterId']), null))
  }

  async #beginOther(move: Move, kind: 'task' | 'wish' | 'errand' | 'dispute'): Promise<void> {
    const { staff, residents, gridId, named } = this.#stage
    const beginning = kinds[kind].begin
    const player = turn([...staff.filter(({ name }) => ['community', 'street', 'worker'].includes(name)), ...residents], move.who)[0]
    if (!beginning || !player) return
    const circumstances = {
      matter: { areaId: gridId } as Matter,
      chance: move.chance,
      now: this.#now,
      organisationIds: [named.lead, named.helper],
    }
    const { toAreaId: _, originMatterId: __, cardId: ___, ...form } = formFor(beginning.form, circumstances) as Record<string, unknown>
    const body = { text: '请帮忙', areaId: gridId, form }
    const asked = { definition: routes.beginMatter, params: { kind }, body, input: body }
    const { owed } = await this.#send(this.#sentence(player, asked), beginning.action, null)
    await this.#record.inspect(owed, this.#now, false)
  }

  /** The first so many that somebody is offered and can be asked for, from a place given by chance. */
  #offered(move: Move, matter: Matter, count: number): { player: Player; choice: Choice; asked: Asked }[] {
    const found: { player: Player; choice: Choice; asked: Asked }[] = []
    for (const player of turn(this.#players, move.who)) {
      if (found.length === count) break
      if (!maySee(sightOf(player.actor), matter)) continue
      for (const choice of turn(abilities(player.actor, matter), move.chance)) {
        const asked = this.#ask(choice, move, matter)
        if (!asked) continue
        found.push({ player, choice, asked })
        break
      }
    }
    return found
  }

  #ask(choice: Choice, move: Move, matter: Matter): Asked | null {
    const { named } = this.#stage
    return ask(choice, {
      matter,
      chance: move.chance,
      now: this.#now,
      others: this.#record.matters.filter(({ id }) => id !== matter.id),
      named,
      organisationIds: [named.lead, named.helper],
    })
  }

  #sentence(player: Player, { definition, params, body }: Asked): Sent {
    const key = `${this.#name}-${this.#keys.length}`
    this.#keys.push({ owner: player.actor.owner, key, acknowledged: false })
    return { player, definition, params, body, key }
  }

  async #send(
    sent: Sent,
    action: string,
    matter: Matter | null,
    process: 'first' | 'second' = 'first',
  ): Promise<{ answer: Answer; owed: Owed[] }> {
    const answer = await this.#stage.send(sent, process)
    this.log.push(
      `${this.#now.toISOString()} ${sent.player.name}: ${action} ${matter ? `${matter.number} v${matter.version} ${matter.state}` : ''} → ${describe(answer)}`,
    )
    hold(1, answer.status < 500, () => `${action} got ${describe(answer)}`)
    if (answer.body['code'] === 'validation_failed' || answer.status === 400)
      if (!String(answer.body['detail'] ?? '').includes('held'))
        this.log.push(`  ${JSON.stringify(answer.body)} for ${JSON.stringify(sent.body)}`)
    if (answer.status >= 300) {
      this.#tally.refused += 1
      if (answer.body['code'] === 'matter_changed') this.#tally.conflicts += 1
      return { answer, owed: [] }
    }
    this.#tally.actions += 1
    const key = this.#keys.find((each) => each.key === sent.key)
    if (key) key.acknowledged = true
    this.#answered.push({ sent, answer })
    const version = answer.body['version']
    return {
      answer,
      owed: [
        {
          matterId: String(answer.body['matterId']),
          action,
          accountId: sent.player.actor.accountId,
          version: typeof version === 'number' ? version : null,
        },
      ],
    }
  }
}

/** The list from this place on, and then from its start. */
function turn<T>(list: readonly T[], from: number): T[] {
  const start = list.length === 0 ? 0 : from % list.length
  return [...list.slice(start), ...list.slice(0, start)]
}

function nameOf({ action, assignmentId, cardId }: Choice): string {
  return `${action} ${assignmentId} ${cardId}`
}

function targetOf(matter: Matter, { assignmentId, cardId }: Choice) {
  return { assignment: matter.assignments.find(({ id }) => id === assignmentId) ?? null, cardId }
}

function describe({ status, body }: Answer): string {
  return body['code'] === undefined ? String(status) : `${status} ${String(body['code'])}`
}
