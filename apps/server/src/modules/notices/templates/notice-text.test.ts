import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { noticeEvents, type NoticeEvent, type Receiver } from '../notice-events.ts'
import { en } from './en.ts'
import { fill, tellNotice, tellTest } from './notice-text.ts'
import { zh } from './zh.ts'

const events = Object.keys(noticeEvents) as NoticeEvent[]
const receivers: Receiver[] = ['reporter', 'desk', 'grid_worker', 'handler', 'supervisor']
/** All that an engine may tell of a notice, with something no notice may pass on. */
const facts = {
  promisedAt: '2026-03-21T09:30:00.000Z',
  dueAt: '2026-03-21T09:30:00.000Z',
  answerBy: '2026-03-20T03:00:00.000Z',
  planDate: '2026-05-01',
  organisation: '综合行政执法局',
  reason: 'not_within_jurisdiction',
  clock: 'handle',
  level: 'yellow',
  because: 'suspended',
  days: 3,
  mainNumber: '260318-000002',
  words: '张三的电话是13912345678',
  contactPhone: '13912345678',
  reporter: '张三',
}
const longest = { nameZh: '非法小广告及乱张贴乱涂写', nameEn: 'Unlawful small advertisements' }
const about = { facts, matterNumber: '260318-000001', category: longest }

/** What is told of an account, an area or a document and of no matter. */
const ofNoMatter: readonly string[] = [
  'second_factor_removed',
  'surge_found',
  'hot_spot_found',
  'repeat_found',
  'report_ready',
  'export_ready',
]

describe('the words of a notice', () => {
  test.each(events)('%s has some in both languages, for every receiver', (event) => {
    for (const [locale, book] of [['zh', zh] as const, ['en', en] as const]) {
      expect(Object.keys(book.events[event]).length).toBeGreaterThan(0)
      for (const receiver of receivers) {
        const told = tellNotice({ event, receiver, ...about }, locale)
        expect(told.title, `${locale} ${receiver}`).not.toBe('')
        if (!ofNoMatter.includes(event)) expect(told.text).toContain('260318-000001')
        expect(told.text, 'nothing is left unfilled').not.toMatch(/[{}[\]]|undefined|null|NaN/)
        expect(told.text, 'nobody is named').not.toMatch(/张三|139123/)
        if (locale === 'zh') expect(told.text.length, told.text).toBeLessThanOrEqual(70)
        if (locale === 'en') expect(told.text.replace(facts.organisation, '')).not.toMatch(/\p{Script=Han}/u)
      }
    }
  })

  test.each(events)('%s is a whole sentence also when nothing else is known', (event) => {
    for (const locale of ['zh', 'en'] as const)
      for (const receiver of receivers) {
        const { text } = tellNotice({ event, receiver, facts: {}, matterNumber: '260318-000001', category: null }, locale)
        expect(text).not.toMatch(/[{}[\]]|undefined|，，|：，|[，：]$|\(\)|（）| ,|\s{2}/)
      }
  })

  test('exist for whatever the loop sends', () => {
    const loop = join(import.meta.dirname, '../../matters')
    const sources = readdirSync(loop, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\.(test|factory)\.ts$/.test(file))
      .map((file) => readFileSync(join(loop, file), 'utf8'))
    const sent = sources.flatMap((text) =>
      [...text.matchAll(/\btell[A-Z]\w+\([^;{}']*?'([a-z]+_[a-z_]+)'/g)].map(([, event]) => event ?? ''),
    )
    expect(new Set(sent).size).toBeGreaterThan(8)
    expect(sent.filter((event) => !events.some((known) => known === event))).toEqual([])
  })

  test('are those a resident would use, with dates as people say them', () => {
    const tell = (event: string, receiver: Receiver, given: Record<string, unknown>, locale: 'zh' | 'en' = 'zh') =>
      tellNotice(
        { event, receiver, facts: given, matterNumber: '261120-000007', category: { nameZh: '井盖缺失', nameEn: 'Missing manhole cover' } },
        locale,
      )
    expect(tell('matter_dispatched', 'reporter', { organisation: '市政养护中心', promisedAt: '2026-11-25T09:30:00.000Z' })).toEqual({
      title: '已派出',
      text: '您反映的井盖缺失（261120-000007）已派给市政养护中心，预计11月25日前办好',
    })
    expect(tell('limit_near', 'handler', { clock: 'handle', dueAt: '2026-11-25T09:30:00.000Z' }).text).toBe(
      '井盖缺失（261120-000007）办理快到期了，期限11月25日17:30',
    )
    expect(tell('matter_accepted', 'reporter', { promisedAt: '2026-11-25T17:00:00.000Z' }, 'en').text).toBe(
      'Your report, Missing manhole cover (261120-000007), was accepted; it should be done by 26 Nov',
    )
    expect(tell('extension_granted', 'handler', { days: 2, dueAt: '2026-11-25T09:30:00.000Z' }, 'en').text).toBe(
      'Missing manhole cover (261120-000007): more time was granted (2 days); it is due by 25 Nov 17:30',
    )
  })

  test('say something of an event this program does not know', () => {
    expect(tellNotice({ event: 'matter_teleported', receiver: 'reporter', ...about }, 'zh')).toEqual({
      title: '有新进展',
      text: '非法小广告及乱张贴乱涂写（260318-000001）有新进展，点开查看',
    })
    expect(tellNotice({ event: 'constructor', receiver: 'reporter', ...about }, 'en').title).toBe('News')
  })

  test('of a test say that it is one', () => {
    expect(tellTest('zh').text).toContain('测试')
    expect(tellTest('en').text).toContain('test')
  })
})

test('a part in brackets goes when a fact in it is missing, and only that part', () => {
  expect(fill('[由{who}]办[，到{when}]', { who: '甲' })).toBe('由甲办')
  expect(fill('a[ {x}][ {y}] b', { y: '1' })).toBe('a 1 b')
})
