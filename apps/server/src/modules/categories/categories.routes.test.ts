import type { BodyOf, createCategory } from '@linli/contract'
import { describe, expect, test } from 'vitest'
import { clientOf, startTestCity } from '../../testing/test-city.ts'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { reportInShownGrid } from '../matters/matter.factory.ts'

const city = await startTestCity()
const keeper = await city.as('rules')
const desk = await city.as('community')

const kind: BodyOf<typeof createCategory> = {
  code: 'E05-77',
  family: 'event',
  parentCode: 'E05',
  nameZh: '共享单车淤积',
  nameEn: 'Heaps of shared bicycles',
  severity: 'ordinary',
  defaultOrganisationCode: 'city-management',
  filingConditionZh: '十辆以上堆在一处，影响通行',
  filingConditionEn: 'Ten or more heaped in one place, in the way.',
  closingConditionZh: '清走并摆放整齐',
  closingConditionEn: 'Taken away or put in order.',
  words: ['共享单车', '小黄车'],
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { problem?: { code: string } }) => error.problem?.code,
  )
const entry = async (code: string) => (await keeper.listCategoryEntries()).items.find((each) => each.code === code)
const add = (change: Partial<typeof kind> = {}) => keeper.createCategory({ body: { ...kind, ...change } })
const end = (code: string, version: number) => keeper.endCategory({ params: { code }, body: { version, reason: '不再使用' } })
const change = (code: string, body: Parameters<typeof keeper.changeCategory>[0]['body']) =>
  keeper.changeCategory({ params: { code }, body })

describe('adding a category', () => {
  test('shows it to everyone at once, in other processes too', async () => {
    const second = clientOf(await startSecondApp(city))
    expect(await add()).toEqual({ ...kind, version: 1, endedAt: null })
    expect((await city.stranger().listCategories()).items.map((each) => each.code)).toContain('E05-77')
    await expect.poll(async () => (await second.listCategories()).items.map((each) => each.code)).toContain('E05-77')
  })

  test('is refused for a code in use, a parent that does not fit and an unknown department', async () => {
    expect(await refusal(add())).toBe('already_exists')
    for (const parentCode of ['E99', 'E05-01', 'C01'])
      expect(await refusal(add({ code: 'E05-78', parentCode }))).toBe('category_does_not_fit')
    expect(await refusal(add({ code: 'E05-78', defaultOrganisationCode: 'nobody' }))).toBe('unknown_organisation')
  })

  test('and changing and ending are for whoever keeps rules for the whole city', async () => {
    expect(await refusal(desk.createCategory({ body: { ...kind, code: 'E05-78' } }))).toBe('not_allowed')
  })
})

describe('changing a category', () => {
  test('keeps what is not named, and writes into the audit what became of it', async () => {
    const before = await entry('E05-77')
    const after = await change('E05-77', { version: 1, severity: 'complex', words: ['共享单车', '哈啰'] })
    expect(after).toEqual({ ...before, severity: 'complex', words: ['共享单车', '哈啰'], version: 2 })
    const audited = await city.db.read.selectFrom('audit_entries').select('detail').where('action', '=', 'category_changed').execute()
    expect(audited).toEqual([
      {
        detail: {
          severity: { before: 'ordinary', after: 'complex' },
          words: { before: ['共享单车', '小黄车'], after: ['共享单车', '哈啰'] },
        },
      },
    ])
  })

  test('by two at once lets one through', async () => {
    const outcomes = await Promise.all([
      refusal(change('E05-77', { version: 2, nameZh: '单车淤积' })),
      refusal(change('E05-77', { version: 2, nameZh: '单车堆积' })),
    ])
    expect(outcomes.toSorted()).toEqual(['category_changed', 'done'])
    expect((await entry('E05-77'))?.version).toBe(3)
  })

  test('moves a kind to another class, but makes no third step and no circle', async () => {
    expect(await change('E05-77', { version: 3, parentCode: 'E01' })).toMatchObject({ parentCode: 'E01', version: 4 })
    expect(await refusal(change('E05', { version: 1, parentCode: 'E01' }))).toBe('category_does_not_fit')
    expect(await refusal(change('E05-77', { version: 4, parentCode: 'E05-77' }))).toBe('category_does_not_fit')
    expect(await refusal(change('E05-99', { version: 1, nameZh: '没有' }))).toBe('not_found')
  })
})

describe('ending a category', () => {
  test('takes it from the choice; reports and acceptances with it are refused, and old matters still read well', async () => {
    const { matterId } = await reportInShownGrid(city)
    const waiting = await reportInShownGrid(city)
    await desk.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E05-77', severity: 'ordinary' } })
    const ended = await end('E05-77', 4)
    expect(ended).toMatchObject({ endedAt: city.clock.now().toISOString(), version: 5 })

    const listed = await city.stranger().listCategories()
    expect(listed.items.map((each) => each.code)).not.toContain('E05-77')
    expect(listed.ended).toEqual([expect.objectContaining({ code: 'E05-77', parentCode: 'E01' })])
    expect(await desk.getMatter({ params: { matterId } })).toMatchObject({ categoryCode: 'E05-77' })
    expect(city.matters.books.categories.get().get('E05-77')).toMatchObject({ code: 'E05-77' })
    expect(city.matters.books.categories.get().inUse('E05-77')).toBeUndefined()

    const acceptance = { expectedVersion: 1, categoryCode: 'E05-77', severity: 'ordinary' } as const
    expect(await refusal(desk.acceptMatter({ params: { matterId: waiting.matterId }, body: acceptance }))).toBe('unknown_category')
    const report = { text: '又堆满了', address: '某处', categoryCode: 'E05-77' }
    expect(await refusal(city.stranger().reportMatter({ body: report }))).toBe('unknown_category')
  })

  test('is refused for a class with kinds in use, from an old view and a second time', async () => {
    expect(await refusal(end('E04', 1))).toBe('category_has_kinds')
    expect(await refusal(end('E04-08', 7))).toBe('category_changed')
    expect(await refusal(end('E05-77', 5))).toBe('category_changed')
    expect(await refusal(change('E05-77', { version: 5, nameZh: '又来' }))).toBe('category_changed')
    expect(await refusal(add())).toBe('already_exists')
  })

  test('is told to the rule keeper where rules in force name it', async () => {
    await end('E03-02', 1)
    expect((await keeper.getRouting()).findings).toEqual([
      expect.objectContaining({ code: 'category_ended', weight: 'warn', about: 'E03-02' }),
    ])
  })
})

describe('importing a city’s own categories', () => {
  const file = [
    '代码,门类,上级,名称,等级,默认部门,立案条件,结案条件,用词,停用',
    'X1-01,,X1,树穴裸露,一般,gardens,树穴露土,已覆盖,树坑 露土,',
    'X1,事件,,绿化养护,,gardens,看得见,已恢复,,',
    'E02-01,,,,紧急,,,,,',
    'E02-02,,,违规户外广告,,,,,,',
    'E02-05,,,,,,,,,是',
    'X2-01,,X9,没有上级,,,有,无,,',
    'E05-77,,,共享单车,,,,,,',
    'X1-01,,X1,又一个,,,,,,',
    'E05-02,,,,顶级,nobody,,,,',
    ',,,没有代码,,,,,,',
  ].join('\n')
  const preview = () => keeper.previewCategoryImport({ body: { text: file } })

  test('is told row by row what it would do, and nothing is written', async () => {
    const before = await keeper.listCategoryEntries()
    const { counts, rows } = await preview()
    expect(rows.map((row) => [row.line, row.code, row.outcome, ...row.findings, ...row.changes])).toEqual([
      [2, 'X1-01', 'add'],
      [3, 'X1', 'add'],
      [4, 'E02-01', 'change', 'severity'],
      [5, 'E02-02', 'keep'],
      [6, 'E02-05', 'end'],
      [7, 'X2-01', 'refuse', 'does_not_fit'],
      [8, 'E05-77', 'refuse', 'code_ended'],
      [9, 'X1-01', 'refuse', 'code_twice'],
      [10, 'E05-02', 'refuse', 'bad_severity', 'unknown_department'],
      [11, '', 'refuse', 'bad_code'],
    ])
    expect(counts).toEqual({ add: 2, change: 1, keep: 1, end: 1, refuse: 5 })
    expect(await keeper.listCategoryEntries()).toEqual(before)
  })

  test('needs the digest of what was seen, and leave to skip what is refused', async () => {
    const { digest } = await preview()
    expect(await refusal(keeper.importCategories({ body: { text: file, digest: 'another' } }))).toBe('preview_outdated')
    expect(await refusal(keeper.importCategories({ body: { text: file, digest } }))).toBe('import_refused')
    await change('E02-01', { version: 1, nameEn: 'Bills' })
    expect(await refusal(keeper.importCategories({ body: { text: file, digest, skipRefused: true } }))).toBe('preview_outdated')
  })

  test('writes what was previewed, and says nothing new the second time', async () => {
    const { digest } = await preview()
    const done = await keeper.importCategories({ body: { text: file, digest, skipRefused: true } })
    expect(done).toEqual({ added: 2, changed: 1, kept: 1, ended: 1, refused: 5 })
    expect(await entry('X1-01')).toMatchObject({
      parentCode: 'X1',
      family: 'event',
      words: ['树坑', '露土'],
      defaultOrganisationCode: 'gardens',
    })
    expect(await entry('E02-01')).toMatchObject({ severity: 'urgent', nameEn: 'Bills', version: 3 })
    expect((await entry('E02-05'))?.endedAt).not.toBeNull()
    expect((await preview()).counts).toEqual({ add: 0, change: 0, keep: 4, end: 0, refuse: 6 })
  })

  test('of a file that is none is refused in words', async () => {
    for (const [text, finding] of [
      ['名称,等级\n路灯,一般', 'no_code_column'],
      [`code\n${'A\n'.repeat(5001)}`, 'too_many_rows'],
      ['\n\n', 'unreadable_row'],
    ] as const)
      expect((await keeper.previewCategoryImport({ body: { text } })).rows.map((row) => row.findings)).toEqual([[finding]])
    const broken = await keeper.previewCategoryImport({ body: { text: 'code,name\n"E01-01,没有引号结束\nE01-02,暴露垃圾' } })
    expect(broken.counts.add + broken.counts.change).toBe(0)
  })
})
