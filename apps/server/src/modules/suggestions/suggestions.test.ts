import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { clientOf, startTestCity } from '../../testing/test-city.ts'
import { placeInShownGrid } from '../matters/matter.factory.ts'
import { CategoryModel } from './category-model.ts'
import { featuresOf } from './features.ts'
import { teach, teachOne } from './training.ts'
import { keepTelling, wordsOf } from './words.ts'

describe('words', () => {
  test('are cut, in small letters, without stop words, numbers and punctuation', () => {
    expect(wordsOf('您好，我们小区的路灯坏了 3 个！')).toEqual(['小区', '路灯', '坏'])
    expect(wordsOf('ＡＢＣ楼_x000D_\r\n')).toEqual(['abc', '楼'])
    expect(wordsOf('的了吗 123 。')).toEqual([])
  })

  test('cut by somebody else end up the same', () => {
    expect(keepTelling(['小区', '的', '路灯', '坏', '了', '3'])).toEqual(wordsOf('小区的路灯坏了3'))
  })
})

describe('the model', () => {
  const vocabulary = ['路灯', '井盖', '垃圾', '暖气', '噪声', '电梯', '积水', '小广告']
  const lesson = fc.record({
    words: fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 8 }),
    label: fc.constantFrom('a', 'b', 'c', 'd'),
  })

  test('guesses with confidences between 0 and 1, best first, whatever it has learned', () => {
    fc.assert(
      fc.property(fc.array(lesson, { maxLength: 60 }), lesson, (lessons, { words }) => {
        const model = new CategoryModel()
        for (const each of lessons) teachOne(model, each)
        const guesses = model.guess(featuresOf(words), 4, () => true)
        const confidences = guesses.map((guess) => guess.confidence)
        expect(confidences).toEqual([...confidences].sort((a, b) => b - a))
        for (const confidence of confidences) expect(confidence >= 0 && confidence <= 1).toBe(true)
        expect(confidences.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(1.000001)
      }),
      { numRuns: 100 },
    )
  })

  test('never guesses what is not allowed', () => {
    fc.assert(
      fc.property(fc.array(lesson, { minLength: 1, maxLength: 30 }), lesson, (lessons, { words }) => {
        const model = new CategoryModel()
        for (const each of lessons) teachOne(model, each)
        expect(model.guess(featuresOf(words), 4, (label) => label !== 'a').map((guess) => guess.label)).not.toContain('a')
      }),
      { numRuns: 50 },
    )
  })

  test('taught the same in two processes guesses the same', async () => {
    const lessons = fc.sample(lesson, { numRuns: 200, seed: 7 })
    const [one, other] = [new CategoryModel(), new CategoryModel()]
    await teach(one, lessons)
    await teach(other, lessons)
    const asked = featuresOf(['路灯', '积水'])
    expect(one.guess(asked, 4, () => true)).toEqual(other.guess(asked, 4, () => true))
  })

  test('separates what can be separated', async () => {
    const model = new CategoryModel()
    await teach(
      model,
      vocabulary.flatMap((word, index) => Array.from({ length: 5 }, () => ({ words: [word, '小区'], label: `kind ${index}` }))),
    )
    for (const [index, word] of vocabulary.entries())
      expect(model.guess(featuresOf([word, '小区']), 1, () => true)[0]?.label).toBe(`kind ${index}`)
  })

  test('changes its mind when told another category later', () => {
    const model = new CategoryModel()
    for (const label of ['a', 'a', 'b', 'b', 'b']) teachOne(model, { words: ['路灯', '线杆'], label })
    expect(model.guess(featuresOf(['路灯', '线杆']), 1, () => true)[0]?.label).toBe('b')
  })

  test('says nothing about words it has never seen', () => {
    const model = new CategoryModel()
    teachOne(model, { words: ['路灯'], label: 'a' })
    expect(model.guess(featuresOf(['玄学']), 3, () => true)).toEqual([])
  })
})

describe('a city without a matter', async () => {
  const city = await startTestCity('empty_city')

  test.each([
    ['路灯不亮，黑漆漆的', 'C01-17'],
    ['消火栓被埋了', 'C01-12'],
    ['墙上贴满了小广告', 'E02-01'],
  ])('suggests from the words of the categories: %s', async (text, code) => {
    const { items } = await city.stranger().suggestCategories({ body: { text } })
    expect(items.map((item) => item.code)).toContain(code)
    expect(items.length).toBeLessThanOrEqual(3)
    for (const item of items) expect(item.confidence >= 0 && item.confidence <= 1).toBe(true)
  })

  test('suggests nothing for what is no words', async () => {
    expect(await city.stranger().suggestCategories({ body: { text: '？！ 123' } })).toEqual({ items: [] })
  })

  test('keeps nobody from asking now and then, and everybody from asking without end', async () => {
    const refused = await Promise.all(
      Array.from({ length: 320 }, () =>
        city.app.inject({ method: 'POST', url: '/api/category-suggestions', payload: { text: '。' }, remoteAddress: '10.9.8.7' }),
      ),
    )
    expect(refused.filter((answer) => answer.statusCode === 429)).toHaveLength(20)
    city.clock.advance(60_000)
    const later = await city.app.inject({
      method: 'POST',
      url: '/api/category-suggestions',
      payload: { text: '。' },
      remoteAddress: '10.9.8.7',
    })
    expect(later.statusCode).toBe(200)
  })
})

describe('a city with a past', async () => {
  const city = await startTestCity()
  const second = await startSecondApp(city)
  await Promise.all([city.suggestions.warm, second.suggestions.warm])
  const community = await city.as('community')
  // Made up, so that nothing else can have taught it.
  const odd = '咕噜兽又在啃塔塔灯'

  const bestAt = async (running: Parameters<typeof clientOf>[0], text: string) =>
    (await clientOf(running).suggestCategories({ body: { text } })).items[0]?.code

  test('has learned from it', async () => {
    const past = await city.db.read
      .selectFrom('matters')
      .select(['text', 'category_code'])
      .where('accepted_at', 'is not', null)
      .where('category_code', 'is not', null)
      .execute()
    const right = past.filter((matter) => city.suggestions.suggester.suggest(matter.text)[0]?.code === matter.category_code)
    expect(right.length / past.length).toBeGreaterThan(0.9)
  })

  test('learns from one acceptance, in every process', async () => {
    expect(await bestAt(city, odd)).not.toBe('E05-06')
    const { matterId } = await city.stranger().reportMatter({
      body: { text: odd, place: await placeInShownGrid(city), contactPhone: '13900001111' },
    })
    await community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E05-06', severity: 'ordinary' } })
    await expect.poll(() => bestAt(city, odd), { timeout: 20_000 }).toBe('E05-06')
    await expect.poll(() => bestAt(second, odd), { timeout: 20_000 }).toBe('E05-06')
  })

  test('does not learn from a report nobody has accepted', async () => {
    const text = '啵啵球滚进了呜呜渠'
    await city.stranger().reportMatter({
      body: { text, place: await placeInShownGrid(city), contactPhone: '13900001111', categoryCode: 'E05-07' },
    })
    const { matterId } = await city.stranger().reportMatter({
      body: { text: '另一件嘟嘟囔囔的事', place: await placeInShownGrid(city), contactPhone: '13900001111' },
    })
    await community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } })
    await expect.poll(() => bestAt(city, '另一件嘟嘟囔囔的事'), { timeout: 20_000 }).toBe('E01-02')
    expect(await bestAt(city, text)).not.toBe('E05-07')
  })

  test('keeps no text of a question', async () => {
    const secret = '秘密词汇甲乙丙丁戊'
    await city.stranger().suggestCategories({ body: { text: secret } })
    const tables = await city.db.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE'`,
      [city.db.city],
    )
    for (const { name } of tables.rows) {
      const readable = await city.db.pool.query<{ may: boolean }>('select has_table_privilege($1, $2) as may', [
        `${city.db.city}.${name}`,
        'select',
      ])
      if (!readable.rows[0]?.may) continue
      const found = await city.db.pool.query(`select 1 from "${name}" as t where t::text like $1 limit 1`, [`%${secret}%`])
      expect(found.rows, name).toEqual([])
    }
  })
})
