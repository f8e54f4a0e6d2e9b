import type { MatterAction, Severity } from '@linli/contract'
import { accountActor, type Actor, receiptActor, systemActor } from '../apps/server/src/modules/access/index.ts'
import type { AreaTree, TreeArea } from '../apps/server/src/modules/areas/index.ts'
import { chinaOffsetMinutes, openCalendars } from '../apps/server/src/modules/deadlines/index.ts'
import {
  type Books,
  contextAt,
  dueSteps,
  formatNumber,
  insertMatter,
  type Matter,
  prepareAction,
  prepareReport,
  writeChange,
} from '../apps/server/src/modules/matters/index.ts'
import { type Db, runStatements, type Statement } from '../apps/server/src/platform/db.ts'
import { type IdSource, seededIds } from '../apps/server/src/platform/ids.ts'
import type { PersonalDataKeys } from '../apps/server/src/platform/secrets.ts'
import { type DemoPeople, type DemoPerson, shownCommunity } from './demo-people.ts'
import { type Random, seededRandom } from './random.ts'
import { matterTexts, publicAnswers, ratingWords, refusalReasons, returnReasons, reworkReasons } from './texts.ts'

export interface DemoMatters {
  count: number
  /** How many of them have ended well; those not ended are the newest. */
  closed: number
  refused: number
  months: number
  /** Of those still open each so many-th is about one thing at one place of the shown community: something to be noticed. */
  burst?: { categoryCode: string; everyNth: number }
}

export interface PlayTools {
  db: Db
  books: Books
  keys: PersonalDataKeys
  people: DemoPeople
  seed: number
  /** The demo's present; nothing happens later. */
  now: Date
  progress: (done: number) => void
}

const calendar = openCalendars([]).at({ areaPath: '', organisationId: null })
const dayMs = 86_400_000
/** What is still open was reported within so many days. */
const openDays = 12

/** Plays every matter through the engine, each with a clock and a random sequence of its own, several at a time. */
export async function playMatters(tools: PlayTools, wanted: DemoMatters): Promise<void> {
  const cast = castOf(tools.people)
  const start = tools.now.getTime() - wanted.months * 30.4 * dayMs
  let next = 0
  let done = 0
  const lane = async () => {
    while (next < wanted.count) {
      const index = next++
      await playOne(tools, cast, wanted, index, new Date(start))
      done += 1
      if (done % 100 === 0 || done === wanted.count) tools.progress(done)
    }
  }
  await Promise.all(Array.from({ length: 8 }, lane))
}

interface Cast {
  deskOf(areaId: string, tree: AreaTree): DemoPerson
  workerOf(area: TreeArea): DemoPerson | undefined
  handlersOf(organisationCode: string): DemoPerson[]
  residents: readonly DemoPerson[]
}

function castOf(people: DemoPeople): Cast {
  const byPlace = Map.groupBy(people.staff, (person) => `${person.role} ${person.areaCode ?? person.organisationCode}`)
  return {
    residents: people.residents,
    workerOf: (area) => byPlace.get(`grid_worker ${area.code}`)?.[0],
    deskOf(areaId, tree) {
      const desk = byPlace.get(`desk_clerk ${tree.get(areaId)?.code}`)?.[0]
      if (!desk) throw new Error('every desk of the demo city has a clerk')
      return desk
    },
    handlersOf: (code) => byPlace.get(`handler ${code}`) ?? [],
  }
}

/** How the life of one matter goes; decided before it is played. */
type Course = 'open' | 'refused' | 'closed'

async function playOne(tools: PlayTools, cast: Cast, wanted: DemoMatters, index: number, start: Date): Promise<void> {
  const random = seededRandom(tools.seed * 1_000_003 + index)
  const ids = seededIds(random.next)
  const open = wanted.count - wanted.closed - wanted.refused
  const firstOpen = wanted.count - open
  const course: Course = index >= firstOpen ? 'open' : isRefused(index, firstOpen, wanted.refused) ? 'refused' : 'closed'
  const reportedAt = reportTime(tools, random, wanted, index, start, firstOpen)
  const burst = wanted.burst && index >= firstOpen && (index - firstOpen) % wanted.burst.everyNth === 0 ? wanted.burst.categoryCode : null
  const life = new Life(tools, cast, random, ids, reportedAt, burst)
  life.play(course)
  await runStatements(tools.db, life.written)
}

/** The refused are spread evenly over the older matters. */
function isRefused(index: number, firstOpen: number, refused: number): boolean {
  return Math.floor(((index + 1) * refused) / firstOpen) > Math.floor((index * refused) / firstOpen)
}

/** Reports come over the whole time, by day mostly; the open ones of late. */
function reportTime(tools: PlayTools, random: Random, wanted: DemoMatters, index: number, start: Date, firstOpen: number): Date {
  const recently = tools.now.getTime() - openDays * dayMs
  const [from, to, share] =
    index < firstOpen
      ? [start.getTime(), recently, index / firstOpen]
      : // Most of what is open is of the last days.
        [recently, tools.now.getTime() - 40 * 60_000, ((index - firstOpen) / (wanted.count - firstOpen)) ** 0.3]
  const day = new Date(from + (to - from) * share)
  const hour = random.pick([7, 8, 8, 9, 9, 9, 10, 10, 11, 12, 13, 14, 14, 15, 15, 16, 16, 17, 18, 19, 20, 21])
  const local = new Date(day.getTime() + chinaOffsetMinutes * 60_000)
  local.setUTCHours(hour, random.between(0, 59), random.between(0, 59), 0)
  const at = new Date(local.getTime() - chinaOffsetMinutes * 60_000)
  return at.getTime() > to ? new Date(to - random.between(1, 300) * 1000) : at
}

/** One matter on its way. */
class Life {
  readonly #tools: PlayTools
  readonly #cast: Cast
  readonly #random: Random
  readonly #ids: IdSource
  readonly #actors: Actors
  /** The category of the burst it belongs to; null for most. */
  readonly #burst: string | null
  #now: Date
  #hurried = false
  #urgent = false
  #course: Course = 'closed'
  /** What the engine decided, to be written together: hundreds of matters a second instead of tens. */
  readonly written: Statement[] = []
  #matter: Matter | null = null

  constructor(tools: PlayTools, cast: Cast, random: Random, ids: IdSource, reportedAt: Date, burst: string | null) {
    this.#tools = tools
    this.#burst = burst
    this.#cast = cast
    this.#random = random
    this.#ids = ids
    this.#now = reportedAt
    this.#actors = new Actors(tools)
  }

  play(course: Course): void {
    this.#live(course)
    this.#letTimePass(this.#tools.now)
  }

  #live(course: Course): void {
    this.#course = course
    this.#hurried = course === 'closed' && this.#tools.now.getTime() - this.#now.getTime() < 30 * dayMs
    const template = this.#template()
    const tree = this.#tools.books.areas.get()
    this.#urgent = this.#tools.books.categories.get().get(template.categoryCode)?.severity === 'urgent'
    const spot = this.#report(template)
    if (spot) return this.#endWithRating(course)
    if (course === 'refused') {
      const reason = this.#random.pick(refusalReasons)
      this.#wait(20, 110)
      this.#act('refuse', this.#desk(), { reason: reason.code, words: reason.textZh })
      return
    }
    // Open ones stop somewhere on the way; how far they got follows from chance and from their age.
    const ageDays = (this.#tools.now.getTime() - this.#now.getTime()) / dayMs
    const steps =
      course !== 'open'
        ? 99
        : ageDays > 3
          ? this.#random.between(3, 5)
          : ageDays > 1 || this.#urgent
            ? this.#random.between(1, 4)
            : this.#random.between(0, 3)
    if (steps === 0) return
    const category = this.#tools.books.categories.get().get(template.categoryCode)
    const severity: Severity = category?.severity ?? 'ordinary'
    this.#wait(5, this.#random.chance(0.05) ? 400 : 100)
    if (!this.#act('accept', this.#desk(), { categoryCode: template.categoryCode, severity }) || steps === 1) return

    const organisations = this.#tools.books.organisations.get()
    const current = this.#current()
    const areaClass = this.#tools.books.areas.get().get(current.areaId)?.areaClass ?? 'town'
    const proposal = this.#tools.books.routing.get().propose({ ...current, areaClass, at: this.#now })
    const lead = (proposal && organisations.get(proposal.leadOrganisationId)) ?? organisations.byCode('city-management')
    if (!lead) throw new Error('the demo city has no department to turn to')
    const leadCode = lead.code
    let rounds = this.#random.chance(0.03) ? 2 : 1
    while (rounds > 0) {
      rounds -= 1
      const helpers = ['law-enforcement', 'housing', 'public-security'].filter((code) => code !== leadCode)
      const coHandlers = rounds === 0 && this.#random.chance(0.06) ? [organisations.byCode(this.#random.pick(helpers))?.id ?? ''] : []
      this.#wait(5, 90)
      if (!this.#act('dispatch', this.#desk(), { leadOrganisationId: lead.id, coHandlerOrganisationIds: coHandlers }) || steps === 2) return
      if (rounds > 0) {
        const reason = this.#random.pick(returnReasons)
        this.#wait(30, 200)
        const assignment = this.#current().assignments.findLast((each) => each.part === 'lead')
        if (!this.#act('return', this.#handler(leadCode), { reason: reason.code, words: reason.textZh }, assignment?.id)) return
        this.#wait(10, 60)
        if (!this.#act('rule_return', this.#desk(), { granted: true }, assignment?.id)) return
      }
    }
    for (const assignment of this.#current().assignments.filter((each) => each.state === 'dispatched')) {
      this.#wait(10, 180)
      const code = organisations.get(assignment.organisationId)?.code ?? leadCode
      if (!this.#act('claim', this.#handler(code), {}, assignment.id)) return
    }
    if (steps === 3) return
    this.#handle(template, leadCode, course, tree, steps)
  }

  #handle(template: Template, leadCode: string, course: Course, tree: AreaTree, steps: number): void {
    const organisations = this.#tools.books.organisations.get()
    const reworks = this.#random.chance(0.03) ? 1 : 0
    for (let round = 0; round <= reworks; round++) {
      const open = this.#current().assignments.filter((each) => each.state === 'claimed')
      // Co-handlers first, so that the lead's public answer comes last.
      for (const assignment of [...open.filter((each) => each.part === 'co_handler'), ...open.filter((each) => each.part === 'lead')]) {
        this.#wait(60, this.#random.chance(0.04) ? 1900 : round === 0 ? 900 : 200)
        const code = organisations.get(assignment.organisationId)?.code ?? leadCode
        const result = this.#random.pick(template.results)
        const publicAnswer = this.#random.pick(publicAnswers).replace('{result}', result)
        if (!this.#act('finish', this.#handler(code), { result, ...(assignment.part === 'lead' && { publicAnswer }) }, assignment.id))
          return
      }
      if (steps === 4) return
      this.#wait(20, 260)
      const passed = round === reworks
      const note = passed
        ? this.#random.pick(['现场查看，问题已解决。', '已到现场核实，恢复正常。', '看过了，处理到位。', '现场整洁，与回复一致。'])
        : this.#random.pick(reworkReasons)
      const area = tree.get(this.#current().areaId)
      const verifier = (area && this.#cast.workerOf(area)) ?? this.#desk()
      const place = this.#placeNear(this.#current())
      if (!this.#act('verify', verifier, { passed, note, ...(place && { place }) })) return
    }
    this.#endWithRating(course)
  }

  #endWithRating(course: Course): void {
    if (course === 'open') return
    const matter = this.#current()
    const isOld = !this.#hurried && this.#tools.now.getTime() - this.#now.getTime() > 9 * dayMs
    const rater = this.#reporter()
    const rates = rater !== null && (!isOld || this.#random.chance(0.62))
    if (rates) {
      const stars = this.#random.chance(0.0014) ? 3 : this.#random.chance(0.8) ? 5 : 4
      const verifiedAt = this.#now
      this.#wait(30, isOld ? 1500 : 240)
      // A wait over a long holiday may outlast the time for rating.
      const window = matter.clocks.find((clock) => clock.kind === 'rate')
      if (window && window.dueAt < this.#now) this.#now = new Date((verifiedAt.getTime() + window.dueAt.getTime()) / 2)
      const words = this.#random.chance(0.4) ? { words: this.#random.pick(ratingWords.good) } : {}
      this.#act('rate', rater, { solved: true, stars, ...words })
      return
    }
    const window = matter.clocks.find((clock) => clock.kind === 'rate')
    if (window && window.dueAt <= this.#tools.now) {
      this.#now = window.dueAt
      this.#act('close', systemActor, {})
    }
  }

  /** True when it was solved in the same breath. */
  #report(template: Template): boolean {
    const random = this.#random
    const spot = this.#course !== 'refused' && random.chance(0.18) && !['L', 'E03'].includes(template.categoryCode.split('-')[0] ?? '')
    const text = random.pick(template.texts).replace('{place}', random.pick(template.places))
    const { area, place } = this.#place()
    const who = random.next()
    const worker = this.#cast.workerOf(area)
    let actor: Actor
    let phone: string | undefined
    if ((spot || who < 0.35) && worker) actor = this.#actors.of(worker)
    else if (who < 0.5) {
      actor = this.#actors.of(
        this.#cast.deskOf(this.#tools.books.areas.get().deskOf(area.id)?.id ?? area.id, this.#tools.books.areas.get()),
      )
      phone = `139${String(random.between(0, 99_999_999)).padStart(8, '0')}`
    } else actor = this.#actors.of(random.pick(this.#cast.residents))
    const solvedWith = spot && worker && place ? { solvedWith: random.pick(template.results) } : {}
    const input = {
      text,
      ...(place ? { place } : { address: `${area.name}，${random.pick(template.places)}` }),
      ...((random.chance(0.5) || this.#burst !== null) && { categoryCode: template.categoryCode }),
      ...(solvedWith.solvedWith && { categoryCode: template.categoryCode }),
      ...(phone && { contactPhone: phone }),
      ...(random.chance(0.05) && { anonymous: true }),
    }
    const number = formatNumber(this.#now, this.#random.between(0, 999_999))
    const prepared = prepareReport(
      this.#tools.keys,
      contextAt(this.#tools.books, this.#now, this.#ids),
      { input, actor, intention: null, ...solvedWith },
      number,
    )
    this.written.push(insertMatter({ ...prepared.writable, intention: null }, prepared.facts))
    this.#matter = { ...prepared.writable.after, hasGridWorker: worker !== undefined }
    return solvedWith.solvedWith !== undefined
  }

  /** False when the time of this step lies after the demo's present: it has not happened yet. */
  #act(action: MatterAction, by: DemoPerson | Actor, input: object, assignmentId?: string): boolean {
    if (this.#now > this.#tools.now) return false
    this.#letTimePass(this.#now)
    this.#take(action, 'kind' in by ? by : this.#actors.of(by), input, this.#now, assignmentId)
    return true
  }

  /** What the limits bring by themselves until `now`: lights, cards, closing. */
  #letTimePass(now: Date): void {
    while (true) {
      const [due] = dueSteps(this.#current(), now)
      // What ends the story is told by the story itself.
      if (!due || due.action === 'close') return
      const { action, input } = dueSteps(this.#current(), due.nextAt)[0] ?? due
      this.#take(action, systemActor, input, due.nextAt)
    }
  }

  #take(action: MatterAction, actor: Actor, input: object, at: Date, assignmentId?: string): void {
    const prepared = prepareAction(contextAt(this.#tools.books, at, this.#ids), this.#current(), {
      action,
      input,
      actor,
      expectedVersion: null,
      ...(assignmentId !== undefined && { assignmentId }),
    })
    this.written.push(writeChange({ ...prepared, intention: null }))
    this.#matter = prepared.after
  }

  #current(): Matter {
    if (!this.#matter) throw new Error('not reported yet')
    return this.#matter
  }

  #desk(): DemoPerson {
    const tree = this.#tools.books.areas.get()
    return this.#cast.deskOf(tree.deskOf(this.#current().areaId)?.id ?? '', tree)
  }

  #handler(organisationCode: string): DemoPerson {
    const [first] = this.#cast.handlersOf(organisationCode)
    if (!first) throw new Error(`no handler at ${organisationCode}`)
    return first
  }

  #reporter(): Actor | null {
    const matter = this.#current()
    if (matter.solvedOnSpot && matter.source === 'grid_worker') return null
    if (matter.hasReceipt) return receiptActor(matter.id, null, 'zh')
    return matter.reporterAccountId === null ? null : this.#actors.byAccount(matter.reporterAccountId)
  }

  /** Lets working time pass, between `from` and `to` minutes. */
  #wait(from: number, to: number): void {
    // Those reported lately must not run past the demo's present if they are to be closed in it.
    const most = this.#hurried ? Math.min(to, 260) : to
    // What is urgent is worked on at any hour, and at once.
    if (this.#urgent) {
      this.#now = new Date(this.#now.getTime() + this.#random.between(3, Math.min(most, 25)) * 60_000)
      return
    }
    const worked = this.#random.between(Math.min(from, most), most) * 60_000
    this.#now = new Date(calendar.add(this.#now.getTime(), worked))
    this.#now = new Date(this.#now.getTime() + this.#random.between(1, 59_000))
  }

  #template(): Template {
    const ofBurst = matterTexts.find((template) => template.categoryCode === this.#burst)
    if (ofBurst) return ofBurst
    const month = new Date(this.#now.getTime() + chinaOffsetMinutes * 60_000).getUTCMonth() + 1
    const inSeason = matterTexts.filter((template) => template.months === null || template.months.includes(month))
    const weighted = inSeason.flatMap((template) => template.texts.map(() => template))
    return this.#random.pick(weighted)
  }

  /** A grid with a point in it; now and then a community of a zone without boundaries, by address. */
  #place(): { area: TreeArea; place: { longitude: number; latitude: number; coordinateSystem: 'wgs84' } | null } {
    const tree = this.#tools.books.areas.get()
    const lowest = placesOf(tree)
    const burstAt =
      this.#burst === null ? undefined : lowest.find((each) => each.code.startsWith(shownCommunity) && centres(tree).has(each.id))
    // Much of what is open lies with the people whose names the login page tells.
    const shown = this.#course === 'open' && this.#random.chance(0.3) ? lowest.filter((each) => each.code.startsWith(shownCommunity)) : []
    const area = burstAt ?? this.#random.pick(shown.length > 0 ? shown : lowest)
    const centre = centres(tree).get(area.id)
    if (!centre) return { area, place: null }
    const jitter = () => (this.#random.next() - 0.5) * 0.0004
    const place = {
      longitude: round(centre.longitude + jitter()),
      latitude: round(centre.latitude + jitter()),
      coordinateSystem: 'wgs84' as const,
    }
    const found = tree.locate(place.longitude, place.latitude)
    return found?.how === 'inside' ? { area: found.area, place } : { area, place: null }
  }

  #placeNear(matter: Matter): { longitude: number; latitude: number; coordinateSystem: 'wgs84' } | null {
    if (matter.longitude === null || matter.latitude === null) return null
    const jitter = () => (this.#random.next() - 0.5) * 0.0006
    return { longitude: round(matter.longitude + jitter()), latitude: round(matter.latitude + jitter()), coordinateSystem: 'wgs84' }
  }
}

type Template = (typeof matterTexts)[number]

class Actors {
  readonly #tools: PlayTools
  constructor(tools: PlayTools) {
    this.#tools = tools
  }

  byAccount(accountId: string): Actor {
    const person = [...this.#tools.people.residents, ...this.#tools.people.staff].find((each) => each.id === accountId)
    if (!person) throw new Error('an account outside the cast')
    return this.of(person)
  }

  of(person: DemoPerson): Actor {
    const area = person.areaCode === null ? undefined : this.#tools.books.areas.get().byCode(person.areaCode)
    const organisationId =
      person.organisationCode === null ? null : (this.#tools.people.organisationIds.get(person.organisationCode) ?? null)
    const posts =
      person.role === null
        ? []
        : [{ id: person.id, role: person.role, areaId: area?.id ?? null, areaPath: area?.path ?? null, organisationId }]
    return accountActor({ id: person.id, displayName: person.displayName, mustChangePassword: false, locale: 'zh' }, posts, null)
  }
}

const lowestOf = new WeakMap<AreaTree, TreeArea[]>()

function placesOf(tree: AreaTree): TreeArea[] {
  let places = lowestOf.get(tree)
  if (!places) {
    places = tree.all().filter((area) => area.level === 'grid' || (area.level === 'community' && area.childCount === 0))
    lowestOf.set(tree, places)
  }
  return places
}

const centresOf = new WeakMap<AreaTree, Map<string, { longitude: number; latitude: number }>>()

/** A point in each drawn grid, set from its boundary when the demo is made. */
export function setCentres(tree: AreaTree, centres: Map<string, { longitude: number; latitude: number }>): void {
  centresOf.set(tree, centres)
}

function centres(tree: AreaTree): Map<string, { longitude: number; latitude: number }> {
  return centresOf.get(tree) ?? new Map()
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
