import type { MatterSource, ReportInput, ReportReceipt } from '@linli/contract'
import { sha256 } from '../../platform/canonical.ts'
import { type Db, foreignKeyViolation, runStatement, sqlStateOf, uniqueViolation } from '../../platform/db.ts'
import { findAnswer, type Intention } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import type { Actor } from '../access/index.ts'
import { toWgs84Point, type TreeArea } from '../areas/index.ts'
import { type AttachableFile, findAttachable, toldApart, type Uploader } from '../files/index.ts'
import { apply } from './apply.ts'
import { withFiles } from './perform-action.ts'
import { solvedOnSpot } from './actions/solve-on-spot.ts'
import type { Change, Hat } from './change.ts'
import { startClock } from './clocks.ts'
import type { DecisionContext } from './decision-context.ts'
import type { Matter } from './matter.ts'
import type { MatterNumbers } from './matter-numbers.ts'
import { phoneEndHash } from './lists/search.ts'
import { insertMatter, type NewMatterFacts, type Writable } from './matter.store.ts'
import { unborn } from './new-matter.ts'
import { tellArea } from './telling.ts'
import { chainStart, seal } from './timeline.ts'

export interface ReportTools {
  db: Db
  keys: PersonalDataKeys
  numbers: MatterNumbers
}

export interface Report {
  input: ReportInput
  /** What was done, when a grid worker solved it in the same breath. */
  solvedWith?: string
  /** How many of the files show how it was before that. */
  beforeCount?: number | undefined
  actor: Actor
  intention: Intention | null
  uploader?: Uploader
}

/**
 * Takes in something that is wrong: finds the grid, hands the matter to its desk, gives the number at once. Without an
 * account the answer carries a receipt code, the only key to the matter. One round trip.
 *
 * Throws `no_place`, `unknown_category`, and for a worker who solved it `not_in_your_grid`.
 */
export async function reportMatter(tools: ReportTools, context: DecisionContext, report: Report): Promise<ReportReceipt> {
  const { intention } = report
  // A repetition finds its files attached by the first run, so its answer is looked for before them.
  const answered = intention && report.input.fileIds?.length ? await findAnswer(tools.db.read, intention) : null
  if (answered) return withCode(tools.keys, answered.answer as KeptReceipt)
  const attachable = report.uploader ? await findAttachable(tools.db.read, report.uploader, report.input.fileIds ?? [], context.now) : []
  const files = toldApart(attachable, report.beforeCount)
  const number = await tools.numbers.next(context.now)
  try {
    const prepared = prepareReport(tools.keys, context, { ...report, files }, number)
    await runStatement(tools.db, insertMatter({ ...prepared.writable, intention }, prepared.facts))
    return withCode(tools.keys, prepared.writable.receipt)
  } catch (error) {
    // The first of two with this key has written it; or it would be refused today, but was taken when it was first sent.
    const mayBeRepetition = sqlStateOf(error) === uniqueViolation || error instanceof LinliError
    const before = intention && mayBeRepetition ? await findAnswer(tools.db.read, intention) : null
    if (before) return withCode(tools.keys, before.answer as KeptReceipt)
    if (sqlStateOf(error) === foreignKeyViolation && files.length > 0) throw new LinliError('unknown_file', { cause: error })
    throw error
  }
}

/** What is kept of the answer: without the receipt code, which is a secret and is worked out again for a repetition. */
type KeptReceipt = Omit<ReportReceipt, 'receiptCode'> & { byReceipt: boolean }

function withCode(keys: PersonalDataKeys, { byReceipt, ...receipt }: KeptReceipt): ReportReceipt {
  return { ...receipt, receiptCode: byReceipt ? keys.receiptCode(receipt.matterId) : null }
}

/** Everything a report will write, without a database. */
export function prepareReport(
  keys: PersonalDataKeys,
  context: DecisionContext,
  { input, solvedWith, actor, files = [] }: Report & { files?: readonly AttachableFile[] },
  number: string,
): { writable: Omit<Writable, 'intention' | 'receipt'> & { receipt: KeptReceipt }; facts: NewMatterFacts } {
  if (input.categoryCode !== undefined && !context.category(input.categoryCode)) throw new LinliError('unknown_category')
  const place = placeOf(context, input)
  const hat = hatOf(actor, place.area)
  if (solvedWith !== undefined && !(hat.role === 'grid_worker' && place.located === 'inside')) throw new LinliError('not_in_your_grid')

  const reporterAccountId = hat.role !== 'desk_clerk' ? actor.accountId : null
  const begun = newMatter(context, { number, input, place, hat, reporterAccountId })
  const { id } = begun
  const receiptCode = begun.hasReceipt ? keys.receiptCode(id) : null
  const decided = solvedWith === undefined ? reported(context, begun, input) : solvedOnSpot(begun, solvedWith, context)
  const change = withFiles(decided, files)
  const after = { ...apply(begun, change, context.now), substanceVersion: 1 }
  const content = {
    ...change.entry.content,
    ...(saidByDesk(hat, input.urgent) && { severity: after.severity }),
    ...(saidByDesk(hat, input.callBackWished) && { callBackWished: true }),
    text: input.text,
    ...(input.address && { address: input.address }),
    areaId: place.area.id,
    located: place.located,
  }
  const action = solvedWith === undefined ? 'report' : 'solve_on_spot'
  const entry = seal(
    {
      matterId: id,
      seq: 1,
      at: context.now,
      accountId: actor.accountId,
      hat,
      action,
      fromState: null,
      toState: after.state,
      holder: after.holder,
      visibility: 'public',
      content,
    },
    chainStart,
  )
  const receipt: KeptReceipt = {
    matterId: id,
    number,
    state: after.state,
    version: 1,
    at: context.now.toISOString(),
    promisedAt: null,
    dueAt: after.dueAt?.toISOString() ?? null,
    assignmentIds: [],
    area: { id: place.area.id, name: place.area.name, level: place.area.level },
    located: place.located,
    byReceipt: receiptCode !== null,
  }
  const facts = {
    receiptHash: receiptCode === null ? null : receiptHash(receiptCode),
    contactCipher: input.contactPhone ? keys.encrypt(input.contactPhone) : null,
    contactHash: input.contactPhone ? keys.lookupHash(input.contactPhone) : null,
    placeGivenIn: input.place?.coordinateSystem ?? null,
    phoneEndHash: input.contactPhone ? phoneEndHash(keys, input.contactPhone) : null,
  }
  return { writable: { after: { ...after, chainHead: entry.hash }, change, entry, accountId: actor.accountId, receipt }, facts }
}

/** How a receipt code is found: its hash, whatever spaces, dashes and case somebody typed it with. */
export function receiptHash(code: string): Buffer {
  return sha256(`receipt ${code.toUpperCase().replace(/[^0-9A-Z]/g, '')}`)
}

function reported(context: DecisionContext, matter: Matter, input: ReportInput): Change {
  return {
    to: 'reported',
    set: {},
    startClocks: [startClock(context, matter, 'accept')],
    notices: [tellArea(context, matter, matter.deskAreaId, 'matter_reported')],
    entry: { visibility: 'public', content: input.categoryCode ? { categoryCode: input.categoryCode } : {} },
  }
}

interface Place {
  area: TreeArea
  located: Matter['located']
  longitude: number | null
  latitude: number | null
}

/** By boundary; outside every boundary the nearest area, marked; with an address alone the top desk resolves it (domain.md §4). */
function placeOf(context: DecisionContext, input: ReportInput): Place {
  if (input.place) {
    const point = toWgs84Point(input.place)
    const found = context.areas.locate(point.longitude, point.latitude)
    if (found) return { area: found.area, located: found.how, ...point }
  }
  const [top] = context.areas.all()
  if ((!input.address && !input.place) || !top) throw new LinliError('no_place')
  return {
    area: areaNamedIn(context, input.address ?? '') ?? lowestSingle(context, top),
    located: 'by_address',
    longitude: null,
    latitude: null,
  }
}

/** The smallest area whose name, without its kind, stands in the address. */
function areaNamedIn(context: DecisionContext, address: string): TreeArea | null {
  let best: TreeArea | null = null
  for (const area of context.areas.all()) {
    const name = area.name.replace(/(居民委员会|村民委员会|社区|街道|镇|村|市|区)+$/, '')
    if (name.length >= 2 && address.includes(name) && (best === null || area.path.length > best.path.length)) best = area
  }
  return best
}

/** Down from the top as long as there is only one child: the city's own desk rather than the province's. */
function lowestSingle(context: DecisionContext, top: TreeArea): TreeArea {
  let area = top
  while (true) {
    const children = context.areas.childrenOf(area.id)
    const [only] = children
    if (children.length !== 1 || !only) return area
    area = only
  }
}

/** By which post somebody reports: their own grid's worker, a desk for a caller, an honorary grid worker anywhere, or simply as a resident. */
function hatOf(actor: Actor, area: TreeArea): Hat {
  const worker = actor.posts.find((post) => post.role === 'grid_worker' && post.areaPath !== null && area.path.startsWith(post.areaPath))
  const desk = actor.posts.find((post) => post.role === 'desk_clerk')
  const honorary = actor.posts.find((post) => post.role === 'honorary_worker')
  const post = worker ?? desk ?? honorary
  return post
    ? { role: post.role, areaId: post.areaId, organisationId: post.organisationId }
    : { role: 'reporter', areaId: null, organisationId: null }
}

function newMatter(
  context: DecisionContext,
  given: { number: string; input: ReportInput; place: Place; hat: Hat; reporterAccountId: string | null },
): Matter {
  const { input, place, hat } = given
  const usual = (input.categoryCode !== undefined && context.category(input.categoryCode)?.severity) || 'ordinary'
  const severity = saidByDesk(hat, input.urgent) ? 'urgent' : usual
  return {
    ...unborn(context, { kind: 'event', text: input.text, source: sourceOf(hat, input, given.reporterAccountId), area: place.area }),
    number: given.number,
    state: 'reported',
    address: input.address ?? null,
    categoryCode: input.categoryCode ?? null,
    severity,
    anonymous: input.anonymous ?? false,
    reporterAccountId: given.reporterAccountId,
    hasReceipt: given.reporterAccountId === null,
    hasContact: input.contactPhone !== undefined,
    longitude: place.longitude,
    latitude: place.latitude,
    located: place.located,
  }
}

/** What only a desk may say of a report; the words of anyone else count for nothing there. */
function saidByDesk(hat: Hat, given: boolean | undefined): boolean {
  return given === true && hat.role === 'desk_clerk'
}

function sourceOf(hat: Hat, input: ReportInput, reporterAccountId: string | null): MatterSource {
  if (hat.role === 'grid_worker' || hat.role === 'honorary_worker') return hat.role
  if (hat.role === 'desk_clerk') return input.contactPhone ? 'phone_call' : 'desk'
  return reporterAccountId === null ? 'receipt' : 'resident'
}
