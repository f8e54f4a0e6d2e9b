import type { ActionReceipt, ReportReceipt } from '@linli/contract'
import { type Random, seededRandom } from '../../../../../demo/random.ts'
import type { Cast, Person } from './cast.ts'
import type { Ledger } from './ledger.ts'

/** What may happen on the way besides the straight course. */
export type Turn = 'straight' | 'co_handler' | 'asked' | 'returned' | 'extended' | 'rework' | 'unsolved' | 'spot'
const turns: readonly Turn[] = [
  'straight',
  'straight',
  'straight',
  'co_handler',
  'asked',
  'returned',
  'extended',
  'rework',
  'unsolved',
  'spot',
]

export interface CourseTools {
  cast: Cast
  ledger: Ledger
  url: string
  /** Told after each acknowledged step. */
  tell: (sentence: string) => void
  organisations: ReadonlyMap<string, { id: string; name: string }>
}

const categories = ['E01-02', 'E01-04', 'E01-10', 'E05-05', 'C01-07', 'L-06', 'E04-06', 'C03-05']
const departments = ['city-management', 'law-enforcement', 'housing', 'transport', 'water', 'gardens']

/**
 * Plays one matter of a walk from report to closing, as the several people would. Everything follows from the walk's seed
 * and the matter's number, and every step has a key of its own; so playing it again after an interruption repeats what
 * was acknowledged without effect and goes on with what was not.
 */
export class Course {
  readonly #tools: CourseTools
  readonly #index: number
  readonly #random: Random
  readonly turn: Turn
  #step = 0
  #matterId = ''
  #version = 0

  constructor(tools: CourseTools, index: number) {
    this.#tools = tools
    this.#index = index
    this.#random = seededRandom(tools.ledger.plan.seed * 7919 + index)
    this.turn = index === 0 ? 'straight' : this.#random.pick(turns)
  }

  /** Plays to the end. Returns the matter's id and how many steps it took. */
  async play(): Promise<{ matterId: string; steps: number; number: string }> {
    const report = await this.#report()
    const place = await this.#placeOf(report.area.id)
    const reporter = await this.#tools.cast.holderOf(report.receiptCode ?? '')
    if (this.turn === 'spot' && report.located === 'inside' && place.gridCode !== null) {
      const worker = await this.#tools.cast.staff(`worker-${place.gridCode}`)
      await this.#act('solve_on_spot', worker, '网格员到现场，当场解决', ({ client }, call) =>
        client.solveReportedOnSpot({ ...call, body: { ...call.body, result: '现场清理完毕。', categoryCode: 'E01-02' } }),
      )
    } else {
      if (this.turn === 'asked') await this.#askAndAnswer(place, reporter)
      await this.#handle(place)
    }
    if (this.turn === 'unsolved') {
      await this.#act('rate', reporter, '反映人：没有解决，退回牵头单位', ({ client }, call) =>
        client.rateMatter({ ...call, body: { ...call.body, solved: false, stars: 2, reasons: ['not_fixed'] } }),
      )
      const seen = await reporter.client.getMatter({ params: { matterId: this.#matterId } })
      const lead = seen.assignments.findLast((assignment) => assignment.part === 'lead')
      await this.#finishAndVerify(place, [{ id: lead?.id ?? '', department: this.#departmentOf(lead?.organisationId ?? ''), isLead: true }])
    }
    await this.#act('rate', reporter, '反映人：解决了，五星', ({ client }, call) =>
      client.rateMatter({ ...call, body: { ...call.body, solved: true, stars: 5, words: '办得很快，谢谢。' } }),
    )
    return { matterId: this.#matterId, steps: this.#step, number: report.number }
  }

  async #report(): Promise<ReportReceipt> {
    const { plan } = this.#tools.ledger
    const text = plan.texts[this.#index % plan.texts.length] ?? '这里有问题，请来看看。'
    const [longitude, latitude] = plan.points[this.#index % plan.points.length] ?? [120.0, 36.27]
    const stranger = this.#tools.cast.stranger()
    const receipt = await stranger.client.reportMatter({
      idempotencyKey: this.#key(),
      body: { text, place: { longitude, latitude, coordinateSystem: 'wgs84' } },
    })
    this.#acknowledged('report', receipt, `居民反映：「${text.slice(0, 30)}」→ ${receipt.area.name}，编号 ${receipt.number}`)
    return receipt
  }

  async #askAndAnswer(place: Place, reporter: Person): Promise<void> {
    const desk = await this.#tools.cast.staff(`desk-${place.deskCode}`)
    await this.#act('ask', desk, `${place.deskName} 请反映人补充情况`, ({ client }, call) =>
      client.askReporter({ ...call, body: { ...call.body, words: '请问具体在几号楼附近？' } }),
    )
    await this.#act('answer', reporter, '反映人补充：在 3 号楼东侧', ({ client }, call) =>
      client.answerQuestion({ ...call, body: { ...call.body, words: '在 3 号楼东侧。' } }),
    )
  }

  async #handle(place: Place): Promise<void> {
    const desk = await this.#tools.cast.staff(`desk-${place.deskCode}`)
    const categoryCode = this.#random.pick(categories)
    await this.#act('accept', desk, `${place.deskName} 受理，类别 ${categoryCode}`, ({ client }, call) =>
      client.acceptMatter({ ...call, body: { ...call.body, categoryCode, severity: 'ordinary' } }),
    )
    let lead = this.#random.pick(departments)
    if (this.turn === 'returned') {
      const sent = await this.#dispatch(desk, lead, null)
      const handler = await this.#tools.cast.staff(`handler-${lead}`)
      await this.#actOn('return', sent.assignmentIds[0] ?? '', handler, `${this.#nameOf(lead)} 退回：不是本单位职责`, ({ client }, call) =>
        client.returnAssignment({ ...call, body: { ...call.body, reason: 'not_our_duty', words: '建议改派。' } }),
      )
      await this.#actOn('rule_return', sent.assignmentIds[0] ?? '', desk, `${place.deskName} 同意退回，改派`, ({ client }, call) =>
        client.ruleReturn({ ...call, body: { ...call.body, granted: true } }),
      )
      lead = departments[(departments.indexOf(lead) + 1) % departments.length] ?? 'city-management'
    }
    const helper = this.turn === 'co_handler' ? (departments[(departments.indexOf(lead) + 2) % departments.length] ?? null) : null
    const sent = await this.#dispatch(desk, lead, helper)
    const shares: Share[] = [lead, ...(helper ? [helper] : [])].map((department, position) => ({
      id: sent.assignmentIds[position] ?? '',
      department,
      isLead: position === 0,
    }))
    for (const share of shares) {
      const handler = await this.#tools.cast.staff(`handler-${share.department}`)
      await this.#actOn('claim', share.id, handler, `${this.#nameOf(share.department)} 认领`, ({ client }, call) =>
        client.claimAssignment(call),
      )
    }
    if (this.turn === 'extended') await this.#extend(desk, place, shares[0])
    await this.#finishAndVerify(place, shares)
  }

  async #extend(desk: Person, place: Place, share: Share | undefined): Promise<void> {
    if (!share) return
    const handler = await this.#tools.cast.staff(`handler-${share.department}`)
    await this.#actOn('extend', share.id, handler, `${this.#nameOf(share.department)} 申请延期 1 天`, ({ client }, call) =>
      client.askExtension({ ...call, body: { ...call.body, days: 1, words: '需要采购配件。' } }),
    )
    await this.#actOn('rule_extension', share.id, desk, `${place.deskName} 同意延期`, ({ client }, call) =>
      client.ruleExtension({ ...call, body: { ...call.body, granted: true } }),
    )
  }

  async #finishAndVerify(place: Place, shares: readonly Share[]): Promise<void> {
    for (const share of shares.toReversed()) await this.#finish(share)
    if (this.turn === 'rework' && !this.#reworked) {
      this.#reworked = true
      await this.#verify(place, false)
      for (const share of shares) if (share.isLead) await this.#finish(share)
    }
    await this.#verify(place, true)
  }
  #reworked = false

  async #dispatch(desk: Person, lead: string, helper: string | null): Promise<ActionReceipt> {
    const idOf = (code: string) => this.#tools.organisations.get(code)?.id ?? ''
    const helpers = helper ? { coHandlerOrganisationIds: [idOf(helper)] } : {}
    return this.#act(
      'dispatch',
      desk,
      `派遣：牵头 ${this.#nameOf(lead)}${helper ? `，协办 ${this.#nameOf(helper)}` : ''}`,
      ({ client }, call) => client.dispatchMatter({ ...call, body: { ...call.body, leadOrganisationId: idOf(lead), ...helpers } }),
    )
  }

  async #finish(share: Share): Promise<void> {
    const handler = await this.#tools.cast.staff(`handler-${share.department}`)
    const answer = share.isLead ? { publicAnswer: '您反映的问题已处理，感谢监督。' } : {}
    await this.#actOn('finish', share.id, handler, `${this.#nameOf(share.department)} 办结`, ({ client }, call) =>
      client.finishAssignment({ ...call, body: { ...call.body, result: '已到场处理完毕。', ...answer } }),
    )
  }

  async #verify(place: Place, passed: boolean): Promise<void> {
    const verifier = await this.#tools.cast.staff(place.gridCode === null ? `desk-${place.deskCode}` : `worker-${place.gridCode}`)
    await this.#act('verify', verifier, passed ? '网格员现场核查：通过' : '网格员现场核查：没有处理好，返工', ({ client }, call) =>
      client.verifyMatter({ ...call, body: { ...call.body, passed, note: passed ? '现场看过，问题已解决。' : '现场仍有残留。' } }),
    )
  }

  async #act<T extends ActionReceipt>(
    action: string,
    person: Person,
    sentence: string,
    call: (person: Person, call: MatterCall) => Promise<T>,
  ): Promise<T> {
    const receipt = await call(person, {
      params: { matterId: this.#matterId },
      body: { expectedVersion: this.#version },
      idempotencyKey: this.#key(),
    })
    this.#acknowledged(action, receipt, sentence)
    return receipt
  }

  async #actOn<T extends ActionReceipt>(
    action: string,
    assignmentId: string,
    person: Person,
    sentence: string,
    call: (person: Person, call: AssignmentCall) => Promise<T>,
  ): Promise<T> {
    return this.#act(action, person, sentence, (acting, { params, ...rest }) =>
      call(acting, { ...rest, params: { ...params, assignmentId } }),
    )
  }

  #key(): string {
    return `walk-${this.#tools.ledger.plan.id}-${this.#index}-${this.#step}`
  }

  /** Notes an answered step. One that was acknowledged before must get the very same answer. */
  #acknowledged(action: string, receipt: ActionReceipt, sentence: string): void {
    const before = this.#tools.ledger.find(this.#index, this.#step)
    const entry = { matter: this.#index, step: this.#step, action, matterId: receipt.matterId, version: receipt.version }
    if (before && (before.matterId !== entry.matterId || before.version !== entry.version))
      throw new Error(
        `Step ${this.#step} of matter ${this.#index} was acknowledged as version ${before.version} and is now ${entry.version}`,
      )
    if (!before) this.#tools.ledger.acknowledge(entry)
    this.#matterId = receipt.matterId
    this.#version = receipt.version
    this.#step += 1
    this.#tools.tell(`${String(receipt.version).padStart(2)}. ${sentence}`)
  }

  async #placeOf(areaId: string): Promise<Place> {
    const { client } = await this.#tools.cast.staff('district')
    const area = await client.getArea({ params: { areaId } })
    const isGrid = area.level === 'grid'
    const desk = isGrid ? await client.getArea({ params: { areaId: area.parentId ?? '' } }) : area
    return { gridCode: isGrid ? area.code : null, deskCode: desk.code, deskName: desk.name }
  }

  #nameOf(department: string): string {
    return this.#tools.organisations.get(department)?.name ?? department
  }

  #departmentOf(organisationId: string): string {
    for (const [code, organisation] of this.#tools.organisations) if (organisation.id === organisationId) return code
    throw new Error('an organisation nobody knows')
  }
}

interface Place {
  gridCode: string | null
  deskCode: string
  deskName: string
}

interface Share {
  id: string
  department: string
  isLead: boolean
}

interface MatterCall {
  params: { matterId: string }
  body: { expectedVersion: number }
  idempotencyKey: string
}

interface AssignmentCall extends MatterCall {
  params: { matterId: string; assignmentId: string }
}
