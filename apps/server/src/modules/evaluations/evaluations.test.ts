import { expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { codeOf, openStage } from '../matters/stage.factory.ts'
import { foldTallies } from '../figures/index.ts'
import { awardDue } from './award-due.ts'
import { beginEvaluation, communityRubric } from './evaluations.factory.ts'

const city = await startTestCity()
const stage = await openStage(city)
const begun = await beginEvaluation(city)
let { supervisor } = begun
const { handler, worker } = stage.people
let { community } = stage.people
const { keeper, rubric, cycle, area, sheets } = begun
const params = { cycleId: cycle.id }
const ownAreaId = (await community.getFigures({ query: { from: '2026-02-01', to: '2026-02-28' } })).area.id
const own = { sheetId: sheets.find(({ subject }) => subject.id === ownAreaId)?.id ?? '' }
const other = { sheetId: sheets.find(({ subject }) => subject.id !== ownAreaId)?.id ?? '' }
const elsewhere = await city.as('desk-370281001005')

/** Sessions do not last so long. */
async function goTo(day: string) {
  city.clock.set(new Date(day))
  supervisor = await city.as('supervisor')
  community = await city.as('community')
}

/** As if the kept figures had been corrected: nobody was content. */
async function forgetContent() {
  await foldTallies(city.db, city.matters.books.areas)
  const { rows } = await city.db.pool.query<{ table_name: string }>(
    `select table_name from information_schema.columns where table_schema = current_schema() and table_name like 'figure\\_%' and column_name = 'rated_content'`,
  )
  for (const { table_name } of rows) await city.db.pool.query(`update ${table_name} set rated_content = 0`)
}

const moveOn = async (move: 'open_self_view' | 'begin_review' | 'publish' | 'drop', reason?: string) =>
  supervisor.moveCycle({
    params,
    body: { move, expectedVersion: (await supervisor.getCycle({ params })).version, ...(reason && { reason }) },
  })
type Acting = Omit<Parameters<typeof supervisor.actOnSheet>[0]['body'], 'expectedVersion'>
const act = async (client: typeof supervisor, sheet: { sheetId: string }, body: Acting) =>
  client.actOnSheet({ params: sheet, body: { ...body, expectedVersion: (await supervisor.getSheet({ params: sheet })).version } })
const refused = (client: typeof supervisor, sheet: { sheetId: string }, body: Acting) => codeOf(act(client, sheet, body))

test('a rubric is written by its keeper, whole and anew each time, and refused where it cannot be counted', async () => {
  const save = (content: Partial<typeof communityRubric>, version = rubric.version) =>
    codeOf(
      keeper.saveRubric({
        body: { follows: { rubricId: rubric.rubricId, version }, content: { ...communityRubric, ...content }, note: '改' },
      }),
    )
  expect(await save({ indicators: communityRubric.indicators.slice(1) })).toBe('validation_failed')
  expect(await save({ indicators: [{ figureId: 'reported', weight: 100, full: 100, none: 0 }] })).toBe('validation_failed')
  expect(await save({ indicators: [{ figureId: 'completion', weight: 100, full: 0.1, none: 0.9 }] })).toBe('validation_failed')
  expect(await save({ subject: 'organisation', of: 'department' })).toBe('validation_failed')
  expect(await save({ of: 'person' })).toBe('validation_failed')
  expect(await save({ stars: [50, 40, 70, 80, 90] })).toBe('validation_failed')
  expect(await save({ nameZh: '社区考评（新）' })).toBe('none')
  expect(await save({}, rubric.version)).toBe('rule_changed')
  const { items } = await keeper.listRubricVersions({ params: { rubricId: rubric.rubricId } })
  expect(items.map(({ version, content }) => [version, content.nameZh])).toEqual([
    [2, '社区考评（新）'],
    [1, communityRubric.nameZh],
  ])
  expect(await codeOf(supervisor.saveRubric({ body: { content: communityRubric, note: '我也写' } }))).toBe('not_allowed')
})

test('every community of the area is evaluated, over whole months and once', async () => {
  const communities = city.matters.books.areas
    .get()
    .all()
    .filter(({ level, path }) => level === 'community' && path.startsWith(city.matters.books.areas.get().get(area.id)?.path ?? ''))
  expect(sheets).toHaveLength(communities.length)
  const begin = (body: object) =>
    codeOf(supervisor.createCycle({ body: { rubricId: rubric.rubricId, areaId: area.id, from: '2026-01-01', to: '2026-01-31', ...body } }))
  expect(await begin({ to: '2026-01-30' })).toBe('whole_months_needed')
  expect(await begin({ areaId: crypto.randomUUID() })).toBe('not_found')
  expect(
    await codeOf(community.createCycle({ body: { rubricId: rubric.rubricId, areaId: area.id, from: '2026-01-01', to: '2026-01-31' } })),
  ).toBe('not_allowed')
  const key = crypto.randomUUID()
  const send = () =>
    supervisor.createCycle({
      body: { rubricId: rubric.rubricId, areaId: area.id, from: '2025-12-01', to: '2025-12-31' },
      idempotencyKey: key,
    })
  expect((await send()).id).toBe((await send()).id)
  expect(await begin({ from: '2025-12-01', to: '2025-12-31' })).toBe('already_exists')
})

test('a draft is seen by reviewers alone; from the self-view on each sees its own and nobody else’s', async () => {
  expect(await codeOf(community.getCycle({ params }))).toBe('not_found')
  expect(await codeOf(community.getSheet({ params: own }))).toBe('not_found')
  expect(await refused(supervisor, own, { action: 'correct', words: '太早', figureId: 'completion', points: 1 })).toBe(
    'evaluation_not_possible',
  )
  await moveOn('open_self_view')
  expect((await community.getCycle({ params })).sheets.map(({ id }) => id)).toEqual([own.sheetId])
  expect(await codeOf(community.getSheet({ params: other }))).toBe('not_found')
  expect(await codeOf(elsewhere.getSheet({ params: own }))).toBe('not_found')
  for (const client of [handler, worker]) expect(await codeOf(client.getSheet({ params: own }))).toBe('not_allowed')
  const said = await act(community, own, { action: 'comment', words: '二月有道路施工' })
  expect(said.entries.map(({ action, words }) => [action, words])).toEqual([['comment', '二月有道路施工']])
  expect(await refused(supervisor, own, { action: 'comment', words: '我不是它' })).toBe('evaluation_not_possible')
})

test('each line says the figure as it is kept, with the points it gives and the matters behind it', async () => {
  const sheet = await community.getSheet({ params: own })
  const { total } = await community.getFigures({ query: { from: cycle.from, to: cycle.to, areaId: ownAreaId } })
  for (const line of sheet.lines) {
    expect(line).toMatchObject({ value: total.figures[line.figureId]?.value, n: total.figures[line.figureId]?.n })
    const query = { from: cycle.from, to: cycle.to, areaId: sheet.behind.areaId }
    const { numbers } = await community.listMattersOfFigure({ params: { figureId: line.figureId }, query })
    expect(numbers?.counted).toBe(line.n)
  }
  expect(sheet.frozen).toBe(false)
})

test('when the review begins figures, points and rubric stand still', async () => {
  await moveOn('begin_review')
  const before = await supervisor.getSheet({ params: own })
  expect(before.frozen).toBe(true)
  expect(before.cycle.rubric.version).toBe(1)
  expect(before.content.nameZh).toBe(communityRubric.nameZh)
  const counted = async () => (await supervisor.getFigures({ query: { from: cycle.from, to: cycle.to } })).total.figures['satisfaction']
  const satisfaction = await counted()
  await forgetContent()
  expect(await counted()).not.toEqual(satisfaction)
  expect(await supervisor.getSheet({ params: own })).toEqual(before)
})

test('two reviewers at once: the second is told, and nothing is done twice', async () => {
  const { version, lines } = await supervisor.getSheet({ params: own })
  const body = { action: 'correct', words: '核对台账', figureId: 'completion', points: 39, expectedVersion: version } as const
  const idempotencyKey = crypto.randomUUID()
  const first = await supervisor.actOnSheet({ params: own, body, idempotencyKey })
  expect(await codeOf(supervisor.actOnSheet({ params: own, body: { ...body, points: 1 } }))).toBe('evaluation_changed')
  expect(await supervisor.actOnSheet({ params: own, body, idempotencyKey })).toEqual(first)
  const line = first.lines.find(({ figureId }) => figureId === 'completion')
  expect(line).toMatchObject({ corrected: 39, points: lines[0]?.points })
  expect(first.entries.filter(({ action }) => action === 'correct')).toHaveLength(1)
  expect(await refused(supervisor, own, { action: 'correct', words: '多给', figureId: 'completion', points: 41 })).toBe('validation_failed')
  expect(await refused(community, own, { action: 'correct', words: '自己改', figureId: 'completion', points: 40 })).toBe(
    'evaluation_not_possible',
  )
})

test('a veto needs a reason and evidence, and takes place and stars', async () => {
  expect(await refused(supervisor, other, { action: 'veto', words: '造假', veto: '弄虚作假' })).toBe('validation_failed')
  expect(await refused(supervisor, other, { action: 'veto', words: '造假', veto: '别的', evidence: '照片' })).toBe('validation_failed')
  const vetoed = await act(supervisor, other, { action: 'veto', words: '造假', veto: '弄虚作假', evidence: '照片编号 12' })
  expect(vetoed).toMatchObject({ unranked: 'veto', place: null, stars: null, vetoes: ['弄虚作假'] })
})

test('in the publicity everybody concerned sees all, for five working days', async () => {
  const atOnce = await Promise.all([codeOf(moveOn('publish')), codeOf(moveOn('publish'))])
  expect(atOnce.toSorted()).toEqual(['evaluation_changed', 'none'])
  const seen = await community.getCycle({ params })
  expect(seen.sheets).toHaveLength(sheets.length)
  const places = seen.sheets.flatMap(({ place }) => place ?? [])
  expect(places).toEqual(places.toSorted((one, two) => one - two))
  // Wednesday 18 March 10:00 and five working days: Wednesday 25 March.
  expect(seen.publicityUntil?.slice(0, 10)).toBe('2026-03-25')
  expect(await codeOf(moveOn('drop', '算了'))).toBe('evaluation_not_possible')
})

test('an appeal keeps the award back until it is answered, and the answer may correct', async () => {
  await act(community, own, { action: 'appeal', words: '满意度漏了两件' })
  expect(await refused(community, own, { action: 'appeal', words: '再来' })).toBe('evaluation_not_possible')
  expect(await refused(supervisor, other, { action: 'correct', words: '顺手', figureId: 'completion', points: 1 })).toBe(
    'evaluation_not_possible',
  )
  expect(await awardDue(city.matters)).toBe(0)
  await goTo('2026-03-27T02:00:00Z')
  expect(await awardDue(city.matters)).toBe(0)
  await act(supervisor, own, { action: 'correct', words: '补记两件', figureId: 'satisfaction', points: 40 })
  const answered = await act(supervisor, own, { action: 'answer_appeal', words: '属实', upheld: true })
  expect(answered.cycle).toMatchObject({ state: 'awarded', endedAt: '2026-03-27T02:00:00.000Z' })
  expect(answered.actions).toEqual([])
})

test('an award stands: figures and rubrics that change later change nothing of it', async () => {
  const before = await supervisor.getCycle({ params })
  const rows = await city.db.read
    .selectFrom('evaluation_sheets')
    .select(['total', 'place', 'stars'])
    .where('cycle_id', '=', cycle.id)
    .execute()
  const kept = (each: { total: number | null; place: number | null; stars: number | null }) =>
    JSON.stringify([each.total, each.place, each.stars])
  expect(rows.map(kept).toSorted()).toEqual(before.sheets.map(kept).toSorted())
  expect(before.entries.map(({ action }) => action)).toEqual(['begin', 'open_self_view', 'begin_review', 'publish', 'award'])
  await forgetContent()
  expect(await supervisor.getCycle({ params })).toEqual(before)
  expect(await codeOf(moveOn('publish'))).toBe('evaluation_not_possible')
})

test('the end of a publicity is one award, by its own date, however many look', async () => {
  const second = await supervisor.createCycle({
    body: { rubricId: rubric.rubricId, areaId: area.id, from: '2026-01-01', to: '2026-01-31' },
  })
  const at = { cycleId: second.id }
  for (const [index, move] of (['open_self_view', 'begin_review', 'publish'] as const).entries())
    await supervisor.moveCycle({ params: at, body: { move, expectedVersion: index + 1 } })
  const { publicityUntil } = await supervisor.getCycle({ params: at })
  await goTo('2026-05-20T02:00:00Z')
  const awarded = await Promise.all([awardDue(city.matters), awardDue(city.matters), awardDue(city.matters)])
  expect(awarded.reduce((sum, count) => sum + count, 0)).toBe(1)
  const ended = await supervisor.getCycle({ params: at })
  expect(ended).toMatchObject({ state: 'awarded', endedAt: publicityUntil, rubric: { version: 2 } })
  expect(ended.entries.filter(({ action }) => action === 'award')).toHaveLength(1)
})

test('points are not fixed before the period has ended', async () => {
  const running = await supervisor.createCycle({
    body: { rubricId: rubric.rubricId, areaId: area.id, from: '2026-05-01', to: '2026-05-31' },
  })
  const at = { cycleId: running.id }
  await supervisor.moveCycle({ params: at, body: { move: 'open_self_view', expectedVersion: 1 } })
  expect(await codeOf(supervisor.moveCycle({ params: at, body: { move: 'begin_review', expectedVersion: 2 } }))).toBe('period_not_over')
  expect(await codeOf(supervisor.moveCycle({ params: at, body: { move: 'drop', expectedVersion: 2 } }))).toBe('validation_failed')
  const dropped = await supervisor.moveCycle({ params: at, body: { move: 'drop', expectedVersion: 2, reason: '建错了' } })
  expect(dropped.state).toBe('dropped')
})

test('organisations are evaluated by what is counted of them, and speak by their dispatcher', async () => {
  const rates = (['response', 'resolution', 'satisfaction'] as const).map((figureId, index) => ({
    figureId,
    weight: index === 0 ? 40 : 30,
    full: 0.9,
    none: 0.5,
  }))
  const content = { ...communityRubric, subject: 'organisation' as const, of: 'department', indicators: rates, caps: [] }
  const { rubricId } = await (await city.as('rules')).saveRubric({ body: { content, note: '部门三率' } })
  const ofDepartments = await supervisor.createCycle({ body: { rubricId, areaId: area.id, from: '2026-02-01', to: '2026-02-28' } })
  await supervisor.moveCycle({ params: { cycleId: ofDepartments.id }, body: { move: 'open_self_view', expectedVersion: 1 } })
  const dispatcher = await city.as('dispatcher')
  const seen = await dispatcher.getCycle({ params: { cycleId: ofDepartments.id } })
  expect(seen.sheets).toHaveLength(1)
  const sheet = await dispatcher.getSheet({ params: { sheetId: seen.sheets[0]?.id ?? '' } })
  expect(sheet.actions).toEqual(['comment'])
  expect(sheet.behind.organisationId).toBe(sheet.subject.id)
  const row = (await supervisor.getFigures({ query: { from: '2026-02-01', to: '2026-02-28', by: 'organisation' } })).rows.find(
    ({ key }) => key === sheet.subject.id,
  )
  expect(sheet.lines.map(({ n }) => n)).toEqual(rates.map(({ figureId }) => row?.figures[figureId]?.n ?? 0))
})

test('everything is on record, without what was said', async () => {
  const entries = await city.db.read
    .selectFrom('audit_entries')
    .select(['action', 'detail'])
    .where((where) => where.or([where('action', 'like', 'evaluation_%'), where('action', '=', 'rubric_saved')]))
    .execute()
  const actions = new Set(entries.map(({ action }) => action))
  for (const name of [
    'rubric_saved',
    ...['begin', 'comment', 'correct', 'veto', 'appeal', 'answer_appeal', 'publish', 'award', 'drop'].map((one) => `evaluation_${one}`),
  ])
    expect(actions).toContain(name)
  expect(JSON.stringify(entries)).not.toMatch(/道路施工|核对台账|照片编号/)
})
