import { randomUUID } from 'node:crypto'
import { request, type KeptRequest } from '@linli/client/outbox'
import { type RouteDefinition, routes } from '@linli/contract'
import { type Random, seededRandom } from '../../../../../../../demo/random.ts'
import { testNow } from '../../../../testing/constants.ts'
import { inTransaction } from '../../../../platform/db.ts'
import { openSession, sessionCookie } from '../../../people/index.ts'
import { loadMatter } from '../../matter.load.ts'
import type { Matter } from '../../matter.ts'
import type { Player, Stage } from '../stage.factory.ts'
import { compare, isBehindRefused, type Disagreement, type Intended } from './ledger.factory.ts'
import { Phone, type Plant } from './phone.factory.ts'
import { Turns } from './turns.factory.ts'
import { Wire } from './wire.factory.ts'

const minute = 60_000
const hour = 60 * minute
const mostSteps = 60_000

/** How often something was done in a schedule. */
export interface SyncTally {
  schedules: number
  intended: number
  sent: number
  refused: number
  givenUp: number
  kills: number
  photos: number
  steps: number
  missing: number
  double: number
  broken: number
}

/** What a schedule led to. */
export interface Played {
  tally: SyncTally
  disagreements: Disagreement[]
  /** What happened, in words. */
  log: string[]
}

/** One schedule: three phones of two people at the same three matters, each with its own weather, crashes and wrong clock. */
export class Schedule {
  readonly #stage: Stage
  readonly #random: Random
  readonly #turns: Turns
  readonly #begins: Date
  readonly #name: string
  readonly #photo: Blob
  readonly #intended: Intended[] = []
  readonly #log: string[] = []
  readonly #phones: Phone[]
  #kills = 0
  /** What each phone last saw of the matters it knows. */
  readonly #seen = new Map<string, Matter[]>()
  #matterIds: string[] = []

  constructor(stage: Stage, seed: number, photo: Blob, plant: Plant = (carrier) => carrier) {
    this.#stage = stage
    this.#random = seededRandom(seed)
    this.#turns = new Turns(this.#random)
    this.#begins = new Date(testNow.getTime() + this.#random.between(0, 2000) * hour)
    this.#name = `⟦${randomUUID().slice(0, 8)}`
    this.#photo = photo
    const wire = new Wire(stage, this.#turns, this.#random, this.#begins)
    const parts = { turns: this.#turns, wire, random: this.#random, plant }
    this.#phones = [
      new Phone('worker', player(stage, 'worker'), parts),
      new Phone('worker’s other phone', player(stage, 'worker'), parts),
      new Phone('handler', player(stage, 'handler'), parts),
    ]
  }

  async play(moves: number): Promise<Played> {
    this.#stage.clock.set(this.#begins)
    await this.#prepare()
    for (const phone of this.#phones) {
      phone.cookie = await this.#openSession(phone)
      phone.openTab()
      await this.#look(phone)
    }
    for (let move = 0; move < moves; move++) {
      await this.#move(this.#random.pick(this.#phones))
      const turns = this.#random.chance(0.3) ? 0 : this.#random.between(1, 60)
      const until = this.#turns.taken + turns
      await this.#turns.play(() => this.#turns.taken >= until, turns + 1)
    }
    return this.#end()
  }

  /** Everything comes to rest: the network is back, everybody is signed in, what can be sent is sent. */
  async #end(): Promise<Played> {
    for (const phone of this.#phones) {
      phone.weather.online = true
      phone.weather.faulty = false
      phone.signIn(await this.#openSession(phone))
      phone.anyTab().outbox.wake()
    }
    const rested = await this.#turns.play(async () => {
      if (this.#turns.taken % 50 !== 0) return false
      const items = await Promise.all(this.#phones.map((phone) => phone.items()))
      return items.every((each) => each.every((item) => item.state !== 'waiting' || isBehindRefused(item, each)))
    }, mostSteps)
    if (!rested) this.#log.push('it does not come to rest')
    const phones = new Map<string, Awaited<ReturnType<Phone['items']>>>()
    for (const phone of this.#phones) {
      phones.set(phone.name, await phone.items())
      for (const tab of phone.tabs) phone.killTab(tab)
    }
    const items = [...phones.values()].flat()
    const disagreements = await compare(this.#stage.db, this.#intended, phones, this.#begins)
    const count = (kind: Disagreement['kind']) => disagreements.filter((one) => one.kind === kind).length
    const tally: SyncTally = {
      schedules: 1,
      intended: this.#intended.length,
      sent: items.filter((item) => item.state === 'sent').length,
      refused: items.filter((item) => item.state === 'refused').length,
      givenUp: this.#intended.filter((one) => one.givenUp !== null).length,
      kills: this.#kills,
      photos: this.#intended.reduce((sum, one) => sum + one.photos, 0),
      steps: this.#turns.taken,
      missing: count('missing'),
      double: count('double'),
      broken: count('broken'),
    }
    return { tally, disagreements, log: this.#log }
  }

  async #move(phone: Phone): Promise<void> {
    const { weather } = phone
    const dice = this.#random.between(0, 99)
    if (dice < 45) return this.#act(phone)
    if (dice < 60) {
      weather.online = !weather.online
      this.#log.push(`${phone.name} is ${weather.online ? 'online' : 'offline'}`)
      if (weather.online) for (const tab of phone.tabs) tab.outbox.wake()
      return
    }
    if (dice < 72) {
      const tab = phone.anyTab()
      this.#kills += 1
      this.#log.push(`a tab of ${phone.name} is killed`)
      phone.killTab(tab)
      if (this.#random.chance(0.7)) phone.openTab()
      return
    }
    if (dice < 77) return void (phone.tabs.length < 2 && phone.openTab())
    if (dice < 81) {
      phone.clockOffMs = this.#random.between(-30, 30) * hour
      this.#log.push(`the clock of ${phone.name} is off by ${phone.clockOffMs / hour} h`)
      return
    }
    if (dice < 84) return this.#pass(this.#random.chance(0.3) ? 26 * hour : this.#random.between(1, 180) * minute)
    if (dice < 88) return this.#endSession(phone)
    if (dice < 94) return this.#answerRefusal(phone)
    if (dice < 96) return this.#giveUp(phone)
    return this.#look(phone)
  }

  /** Somebody does something, on what their phone shows them. */
  async #act(phone: Phone): Promise<void> {
    const mark = `${this.#name}/${this.#intended.length}⟧`
    const isWorker = phone.name !== 'handler'
    const own = (await phone.items()).filter(
      (item) => item.owner === phone.owner && item.request.routeId === 'reportMatter' && item.state === 'waiting',
    )
    const choice = this.#random.between(0, 9)
    const unsent = own.at(-1)
    if (isWorker && unsent && choice < 4) {
      const body = { expectedVersion: 1, result: mark }
      return this.#intend(phone, mark, unsent.id, request('solveReportedOnSpot', { params: { matterId: unsent.id }, body }))
    }
    if (choice < 6) {
      const wanted = this.#wanted(phone, mark)
      if (wanted) return this.#intend(phone, mark, wanted.matterId, wanted.request)
    }
    const place = this.#stage.place
    if (isWorker && choice < 8) {
      const body = { text: `${mark} 见到`, result: mark, place, categoryCode: 'E01-02' }
      return this.#intend(phone, mark, null, request('solveOnSpot', { body }))
    }
    this.#intend(phone, mark, null, request('reportMatter', { body: { text: mark, place } }), this.#random.chance(0.2))
  }

  /** What somebody would do to a matter they know, by the state their phone shows. */
  #wanted(phone: Phone, mark: string): { matterId: string; request: KeptRequest } | null {
    const seen = this.#seen.get(phone.name) ?? []
    if (seen.length === 0) return null
    const matter = this.#random.pick(seen)
    const { id: matterId, version: expectedVersion } = matter
    const params = { matterId }
    if (phone.name !== 'handler') {
      if (matter.state === 'reported')
        return { matterId, request: request('solveReportedOnSpot', { params, body: { expectedVersion, result: mark } }) }
      if (matter.state !== 'handled') return null
      const body = { expectedVersion, passed: this.#random.chance(0.5), note: mark, place: this.#stage.place }
      return { matterId, request: request('verifyMatter', { params, body }) }
    }
    const assignment = matter.assignments.find((one) => one.state === 'claimed' && one.part === 'lead')
    if (!assignment) return null
    const onAssignment = { ...params, assignmentId: assignment.id }
    if (this.#random.chance(0.6)) {
      const body = { expectedVersion, words: mark, visibility: 'internal' as const }
      return { matterId, request: request('noteProgress', { params: onAssignment, body }) }
    }
    const body = { expectedVersion, result: mark, publicAnswer: '已修好' }
    return { matterId, request: request('finishAssignment', { params: onAssignment, body }) }
  }

  #intend(phone: Phone, mark: string, matterId: string | null, what: KeptRequest, asStranger = false): void {
    const photos = this.#random.chance(0.25) ? this.#random.between(1, 2) : 0
    const withPhotos = 'words' in what.body && what.routeId !== 'noteProgress' ? 0 : photos
    const accountId = asStranger ? null : phone.player.actor.accountId
    const one: Intended = { mark, phone: phone.name, accountId, matterId, photos: withPhotos, kept: false, givenUp: null }
    this.#intended.push(one)
    this.#log.push(`${phone.name}: ${what.routeId} ${mark}${withPhotos > 0 ? ` with ${withPhotos} photos` : ''}`)
    const tab = phone.anyTab()
    const keep = async () => {
      await tab.outbox.add({
        owner: asStranger ? 'stranger' : phone.owner,
        matterId,
        request: what,
        photos: Array.from({ length: withPhotos }, (_, at) => ({ blob: this.#photo, name: `${at}.jpg` })),
        said: { action: what.routeId, words: mark, matterId, matterNumber: null },
      })
      one.kept = true
      await tab.outbox.run()
    }
    void keep()
  }

  /** Somebody looks at what was refused: does it again on the matter as it is, or gives it up. */
  async #answerRefusal(phone: Phone): Promise<void> {
    const item = (await phone.items()).find((each) => each.state === 'refused')
    if (!item) return
    if (this.#random.chance(0.3)) return this.#takeBack(phone, item.id)
    const matterId = item.request.params['matterId']
    const { matter } = matterId === undefined ? { matter: null } : await loadMatter(this.#stage.db, matterId, null, new Date())
    this.#log.push(`${phone.name}: again ${item.said.words}, after ${item.refusal?.code}`)
    const { outbox } = phone.anyTab()
    void outbox.again(item.id, matter ? { expectedVersion: matter.version } : {})
  }

  async #giveUp(phone: Phone): Promise<void> {
    const item = (await phone.items()).find((each) => each.state === 'waiting')
    if (item) await this.#takeBack(phone, item.id)
  }

  async #takeBack(phone: Phone, id: string): Promise<void> {
    const tab = phone.anyTab()
    // What a phone may throw away while the answer is on its way is noted before it comes back.
    const noted = await phone.items()
    const gone = noted.filter((item) => item.id === id || item.request.params['matterId'] === id)
    for (const item of gone) {
      const one = this.#intended.find((each) => each.mark === item.said.words)
      if (one) one.givenUp = 'may_have_happened'
      this.#log.push(`${phone.name}: gives up ${item.said.words}`)
    }
    const takeBack = async () => {
      for (const item of await tab.outbox.giveUp(id)) {
        const one = this.#intended.find((each) => each.mark === item.said.words)
        if (one) one.givenUp = item.mayHaveHappened ? 'may_have_happened' : 'before'
      }
    }
    void takeBack()
  }

  async #endSession(phone: Phone): Promise<void> {
    if (this.#random.chance(0.5)) {
      phone.cookie = null
      this.#log.push(`the session of ${phone.name} ends`)
      return
    }
    // Somebody else signs in on the phone’s browser; its tabs have not heard of it yet.
    const other = this.#phones.find((each) => each.owner !== phone.owner)
    phone.cookie = other ? await this.#openSession(other) : null
    this.#log.push(`somebody else signs in on ${phone.name}`)
  }

  async #look(phone: Phone): Promise<void> {
    if (!phone.weather.online) return
    const isOwn = phone.cookie !== null && this.#random.chance(0.5)
    if (!isOwn || phone.tabs.some((tab) => tab.outbox.signedOut)) phone.signIn(await this.#openSession(phone))
    const loaded = await Promise.all(this.#matterIds.map((id) => loadMatter(this.#stage.db, id, null, new Date())))
    this.#seen.set(
      phone.name,
      loaded.flatMap(({ matter }) => matter ?? []),
    )
  }

  async #pass(ms: number): Promise<void> {
    this.#log.push(`${Math.round(ms / minute)} minutes pass`)
    this.#turns.now += ms
  }

  async #openSession(phone: Phone): Promise<string> {
    const now = new Date(this.#begins.getTime() + this.#turns.now)
    const { accountId } = phone.player.actor
    const owner = { accountId, receiptMatterId: null, receiptFollowerId: null, kind: 'staff' as const }
    const { token } = await inTransaction(this.#stage.db, (tx) => openSession(tx, owner, 'sync model', now))
    return `${sessionCookie}=${token}`
  }

  /** Three matters in the worker's grid: one just reported, one being handled, one to be verified. */
  async #prepare(): Promise<void> {
    const { named, place } = this.#stage
    const [desk, handler] = [player(this.#stage, this.#deskName()), player(this.#stage, 'handler')]
    for (const upTo of ['reported', 'in_progress', 'handled'] as const) {
      const { matterId } = await this.#done(this.#stage.stranger, routes.reportMatter, {}, { text: `准备 ${upTo}`, place })
      const params = { matterId: String(matterId) }
      this.#matterIds.push(params.matterId)
      if (upTo === 'reported') continue
      await this.#done(desk, routes.acceptMatter, params, { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' })
      const { assignmentIds } = await this.#done(desk, routes.dispatchMatter, params, {
        expectedVersion: 2,
        leadOrganisationId: named.lead,
      })
      const onAssignment = { ...params, assignmentId: String((assignmentIds as string[])[0]) }
      await this.#done(handler, routes.claimAssignment, onAssignment, { expectedVersion: 3 })
      if (upTo === 'handled')
        await this.#done(handler, routes.finishAssignment, onAssignment, { expectedVersion: 4, result: '换了灯', publicAnswer: '已换' })
    }
  }

  #deskName(): string {
    const { named, staff } = this.#stage
    const desk = staff.find(({ actor }) => actor.posts.some((post) => post.role === 'desk_clerk' && post.areaId === named.community))
    return desk?.name ?? 'community'
  }

  async #done(
    by: Player,
    definition: RouteDefinition,
    params: Record<string, string>,
    body: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    const answer = await this.#stage.send({ player: by, definition, params, body, key: randomUUID() })
    if (answer.status >= 300) throw new Error(`${definition.id}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
}

function player(stage: Stage, name: string): Player {
  const found = stage.staff.find((one) => one.name === name)
  if (!found) throw new Error(`there is no ${name}`)
  return found
}
