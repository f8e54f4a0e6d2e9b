import { read, utils, type WorkBook } from '@e965/xlsx'
import { figureDefinitions } from '@linli/contract'
import { parse } from 'csv-parse/sync'
import { extractText } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { clientOf, startTestCity } from '../../testing/test-city.ts'
import { collectOrphans, findFileFaults } from '../files/index.ts'
import { codeOf, openStage } from '../matters/stage.factory.ts'
import { claimDocument, noteProgress } from './documents.store.ts'
import { deleteExpiredDocuments, orderPlannedReports, startMakingDocuments } from './index.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { community, street, supervisor, handler, worker } = stage.people
const day = 86_400_000
const areaOf = async (client: typeof street) => (await client.getFigures({ query: { from: '2026-03-01', to: '2026-03-31' } })).area

/** Everything that waits is made, as the worker would. */
const makeAll = (documents = city.documents) => startMakingDocuments(documents).run()

async function fetched(client: { cookie(): string }, documentId: string) {
  const answer = await city.app.inject({ url: `/api/documents/${documentId}/content`, headers: { cookie: client.cookie() } })
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload }
}

async function entryOf(client: typeof street, documentId: string) {
  return (await client.listDocuments({ query: {} })).items.find((one) => one.id === documentId)
}

const rowsOf = (book: WorkBook, sheet: number) =>
  utils.sheet_to_json<(string | number)[]>(book.Sheets[book.SheetNames[sheet] ?? ''] ?? {}, { header: 1, blankrows: false })

describe('a monthly report', async () => {
  const area = await areaOf(street)

  test('as a workbook has the figures as numbers, charts, and what each figure means', async () => {
    const { id } = await street.orderReport({ body: { areaId: area.id, month: '2026-02', format: 'xlsx', locale: 'en' } })
    await makeAll()
    const { status, headers, bytes } = await fetched(street, id)
    expect([status, headers['content-type']]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'])
    const book = read(bytes, { bookFiles: true })
    expect(book.SheetNames).toEqual(['Overview', 'Twelve months', 'By category', 'By area', 'Definitions'])
    const { total } = await street.getFigures({ query: { from: '2026-02-01', to: '2026-02-28', areaId: area.id } })
    const overview = rowsOf(book, 0)
    for (const id of ['reported', 'closed', 'completion', 'on_time', 'handling_time'] as const)
      expect(overview.find(([name]) => name === figureDefinitions[id].words.en)?.[1]).toBe(total.figures[id]?.value)
    expect(rowsOf(book, 4).flat()).toEqual(expect.arrayContaining(Object.values(figureDefinitions).map(({ explained }) => explained.en)))
    const parts = Object.keys((book as unknown as { files: object }).files)
    expect(parts.filter((part) => /charts\/chart\d+\.xml$/.test(part)).length).toBeGreaterThanOrEqual(3)
  })

  test('as a PDF is Chinese, brings its fonts, names who had it made on every page, and is small', async () => {
    const { id } = await street.orderReport({ body: { areaId: area.id, month: '2026-02', format: 'pdf', locale: 'zh' } })
    await makeAll()
    const { bytes } = await fetched(street, id)
    expect(bytes.length).toBeLessThan(400_000)
    const raw = bytes.toString('latin1')
    // Every font is one inside the file: a description with its program, and none by name alone.
    expect(raw.match(/\/FontFile2/g)?.length).toBeGreaterThanOrEqual(2)
    expect(raw).not.toMatch(/\/Subtype \/Type1\b/)
    const { text: texts } = await extractText(new Uint8Array(bytes))
    expect(texts.join('')).toContain(area.name)
    expect(texts.join('')).toContain('2026年2月月报')
    expect(texts.join('').replace(/\s/g, '')).toContain(figureDefinitions.completion.explained.zh)
    for (const text of texts) expect(text).toContain('（street）')
  })

  test('is for whoever may read the figures of the area, and nobody else', async () => {
    const { id } = await street.orderReport({ body: { areaId: area.id, month: '2026-01', format: 'xlsx', locale: 'zh' } })
    await makeAll()
    for (const client of [community, handler, worker, supervisor]) expect((await fetched(client, id)).status).toBe(404)
    expect((await fetched(city.stranger(), id)).status).toBe(401)
    expect(await codeOf(community.orderReport({ body: { areaId: area.id, month: '2026-01', format: 'pdf', locale: 'zh' } }))).toBe(
      'not_found',
    )
    expect(await codeOf(worker.orderReport({ body: { areaId: area.id, month: '2026-01', format: 'pdf', locale: 'zh' } }))).toBe(
      'not_allowed',
    )
    expect(await codeOf(community.cancelDocument({ params: { documentId: id } }))).toBe('not_found')
  })

  test('of a month that has not begun is refused', async () => {
    expect(await codeOf(street.orderReport({ body: { areaId: area.id, month: '2026-04', format: 'pdf', locale: 'zh' } }))).toBe(
      'period_not_possible',
    )
  })

  test('is told of when it is ready, and each making and download is in the audit', async () => {
    const { id } = await street.orderReport({ body: { areaId: area.id, month: '2025-12', format: 'xlsx', locale: 'en' } })
    await makeAll()
    const told = (await street.listNotices({ query: {} })).items.find((notice) => notice.facts['documentId'] === id)
    expect(told).toMatchObject({ event: 'report_ready' })
    expect(told?.text).toContain('December 2025')
    await fetched(street, id)
    const audit = await city.as('audit')
    const { items } = await audit.listAudit({ query: { person: 'street', limit: 200 } })
    const about = items.filter((entry) => entry.objectId === id).map((entry) => entry.action)
    expect(about.toSorted()).toEqual(['document_downloaded', 'document_made', 'document_ordered'])
  })
})

describe('an exported list', () => {
  const nasty = ['=HYPERLINK("http://a.example","x")', '+1+1', '-2+3', '@SUM(1)', '\t=1+1']

  test('holds what its orderer sees, is no formula anywhere, and hides numbers of people', async () => {
    for (const text of nasty) await stage.report(text)
    await stage.report('请联系 13812345678 或 370281199001011234，a.person@example.com')
    for (const format of ['csv', 'xlsx'] as const) {
      const { id } = await community.exportMatters({ body: { filters: { view: 'all' }, format, locale: 'zh' } })
      await makeAll()
      const { bytes } = await fetched(community, id)
      const sheet = format === 'xlsx' ? read(bytes, { cellFormula: true }) : null
      const rows = sheet ? rowsOf(sheet, 1) : parse(bytes, { bom: true, relaxColumnCount: true })
      const listed = (await community.listMatters({ query: { view: 'all', limit: 200 } })).items
      const numbers = rows.map(([number]) => String(number)).filter((number) => /^\d{6}-\d{6}$/.test(number))
      expect(numbers).toEqual(listed.map((row) => row.number))
      const cells = rows.flat().map(String)
      expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
      for (const text of nasty) expect(cells).toContain(`'${text}`)
      if (sheet)
        for (const name of sheet.SheetNames)
          expect(Object.values(sheet.Sheets[name] ?? {}).some((cell) => cell?.f !== undefined)).toBe(false)
      expect(cells.join()).toContain('138****5678')
      expect(bytes.includes('13812345678') || cells.join().includes('13812345678')).toBe(false)
      expect(cells.join()).toContain('370281********1234')
      expect(cells.join()).not.toMatch(/13900001111|a\.person@/)
      const marks = sheet ? rowsOf(sheet, 0).flat().join() : cells.join()
      expect(marks).toContain('（community）')
      expect(marks).toContain('列表: 全部')
    }
  })

  test('of one person is nobody else’s, not even their superior’s', async () => {
    const { id } = await community.exportMatters({ body: { filters: {}, format: 'csv', locale: 'en' } })
    await makeAll()
    expect((await fetched(community, id)).status).toBe(200)
    for (const client of [street, supervisor, handler]) expect((await fetched(client, id)).status).toBe(404)
    expect((await street.listDocuments({ query: {} })).items.map((one) => one.id)).not.toContain(id)
  })

  test('of figures has their definitions', async () => {
    const question = { from: '2026-01-01', to: '2026-03-31', by: 'month', against: 'previous' } as const
    const { id } = await street.exportFigures({ body: { question, format: 'xlsx', locale: 'en' } })
    await makeAll()
    const book = read((await fetched(street, id)).bytes)
    expect(rowsOf(book, 0).flat()).toContain(figureDefinitions.response.explained.en)
    const { rows } = await street.getFigures({ query: question })
    expect(
      rowsOf(book, 1)
        .slice(1, -1)
        .map(([key, reported]) => [key, reported]),
    ).toEqual(rows.map((row) => [row.key, row.figures['reported']?.value]))
  })

  test('can be cancelled before and while it is made, and leaves no bytes', async () => {
    const before = await community.exportMatters({ body: { filters: {}, format: 'csv', locale: 'en' } })
    expect((await community.cancelDocument({ params: { documentId: before.id } })).state).toBe('cancelled')
    const during = await community.exportMatters({ body: { filters: { view: 'all' }, format: 'xlsx', locale: 'en' } })
    const keys: string[] = []
    await makeAll({
      ...city.documents,
      store: Object.assign(Object.create(city.fileStore) as typeof city.fileStore, {
        async write(key: string, source: AsyncIterable<Uint8Array>) {
          keys.push(key)
          await community.cancelDocument({ params: { documentId: during.id } })
          return city.fileStore.write(key, source)
        },
      }),
    })
    expect(keys).toHaveLength(1)
    expect([(await entryOf(community, before.id))?.state, (await entryOf(community, during.id))?.state]).toEqual(['cancelled', 'cancelled'])
    for await (const { key } of city.fileStore.list()) expect(keys).not.toContain(key)
    expect(await codeOf(community.cancelDocument({ params: { documentId: during.id } }))).toBe('document_not_open')
    expect((await fetched(community, during.id)).status).toBe(409)
  })

  test('whose run died is made anew, once, and the dead run counts no more', async () => {
    const { id } = await community.exportMatters({ body: { filters: {}, format: 'csv', locale: 'en' } })
    const dead = await claimDocument(city.db, city.clock.now())
    expect(dead?.id).toBe(id)
    await makeAll()
    expect((await entryOf(community, id))?.state).toBe('working')
    city.clock.advance(61_000)
    await Promise.all([makeAll(), makeAll()])
    expect(await entryOf(community, id)).toMatchObject({ state: 'ready' })
    expect(dead && (await noteProgress(city.db.read, dead, { done: 1, total: 1, now: city.clock.now() }))).toBe(false)
    const notices = (await community.listNotices({ query: { limit: 200 } })).items.filter((notice) => notice.facts['documentId'] === id)
    expect(notices).toHaveLength(1)
  })

  test('ordered twice with one key is one, and more than five at a time are refused', async () => {
    const body = { filters: {}, format: 'csv', locale: 'en' } as const
    for (let count = 0; count < 5; count++) await community.exportMatters({ body })
    expect(await codeOf(community.exportMatters({ body }))).toBe('too_many_documents')
    await makeAll()
    await community.exportMatters({ body })
    await makeAll()
  })

  test('is deleted when its time is over', async () => {
    const faults = async () => (await findFileFaults(city.db, city.fileStore, city.clock.now())).map(({ what, wrong }) => [what, wrong])
    const before = await faults()
    const { id } = await community.exportMatters({ body: { filters: {}, format: 'csv', locale: 'en', keptDays: 1 } })
    await makeAll()
    city.clock.advance(day)
    const again = await city.as('community')
    expect((await fetched(again, id)).status).toBe(410)
    await deleteExpiredDocuments(city.documents)
    expect(await entryOf(again, id)).toMatchObject({ state: 'expired' })
    expect((await fetched(again, id)).status).toBe(410)
    // What is kept still has its bytes, and nothing else is there.
    city.clock.advance(2 * day)
    await collectOrphans(city.files)
    expect(await faults()).toEqual(before)
  })
})

describe('a plan', async () => {
  const other = await startSecondApp(city)

  test('makes the report of the month before on its day, once with two servers, and tells the desk', async () => {
    const clerk = await city.as('community')
    const area = await areaOf(clerk)
    const plan = await clerk.addReportPlan({ body: { areaId: area.id, day: 5, format: 'pdf', locale: 'zh' } })
    expect(plan).toMatchObject({ desk: { id: area.id }, day: 5, nextOn: '2026-04-05' })
    expect(await codeOf(clerk.addReportPlan({ body: { areaId: area.id, day: 6, format: 'pdf', locale: 'zh' } }))).toBe('already_exists')
    expect(await orderPlannedReports(city.documents)).toBe(0)
    city.clock.set(new Date('2026-04-05T01:00:00Z'))
    const ordered = await Promise.all([orderPlannedReports(city.documents), orderPlannedReports(other.documents)])
    expect(ordered.toSorted()).toEqual([0, 1])
    await Promise.all([makeAll(), makeAll(other.documents)])
    const again = await city.as('community')
    const made = (await again.listDocuments({ query: {} })).items.filter((one) => one.orderedBy === null)
    expect(made).toMatchObject([{ state: 'ready', month: '2026-03', area: { id: area.id } }])
    expect((await fetched(again, made[0]?.id ?? '')).status).toBe(200)
    const notices = (await again.listNotices({ query: {} })).items.filter((notice) => notice.event === 'report_ready')
    expect(notices).toHaveLength(1)
    // Who watches over the area may read it too; another desk may not.
    const [above, elsewhere] = [await city.as('street'), await city.as('handler')]
    expect((await fetched(above, made[0]?.id ?? '')).status).toBe(200)
    expect((await fetched(elsewhere, made[0]?.id ?? '')).status).toBe(404)
    city.clock.set(new Date('2026-05-06T01:00:00Z'))
    expect(await orderPlannedReports(other.documents)).toBe(1)
    const later = await city.as('community')
    await later.endReportPlan({ params: { planId: plan.id } })
    city.clock.set(new Date('2026-06-06T01:00:00Z'))
    expect(await orderPlannedReports(city.documents)).toBe(0)
    expect((await clientOf(city).getCity()).nameEn).toBeTruthy()
  })
})
