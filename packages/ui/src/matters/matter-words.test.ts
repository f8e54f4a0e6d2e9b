import { clockActions, eventActions, eventStates, type KindDescription, type MatterRow, type TimelineEntry } from '@linli/contract'
import { describe, expect, test } from 'vitest'
import { en } from '../texts/en.ts'
import type { SharedSay } from '../texts/shared-texts.ts'
import { zh } from '../texts/zh.ts'
import { entryDetails } from './entry-details.ts'
import { learnKinds, stateName } from './kind-words.ts'
import { stateSentence } from './state-sentence.ts'
import { entrySentence } from './timeline-words.ts'

const now = new Date('2026-11-22T04:00:00Z')

describe('where a matter stands, in a sentence', () => {
  test('every state of an event has one in both languages, without a gap left open', () => {
    for (const say of [sayer(zh), sayer(en)])
      for (const state of eventStates) {
        const sentence = stateSentence({ ...row, state }, say, 'zh', now)
        expect(sentence, state).not.toMatch(/\{\{|undefined|^$/)
      }
  })

  test('who is asked for more is told so, and others that it waits for the reporter', () => {
    const asked = { ...row, state: 'awaiting_reporter' } as const
    expect(stateSentence({ ...asked, isReporter: true }, sayer(zh), 'zh', now)).toContain('还需要您补充')
    expect(stateSentence({ ...asked, isReporter: false }, sayer(zh), 'zh', now)).toBe('正在等反映人补充情况')
  })

  test('a suspended matter says until when', () => {
    const suspended = { ...row, state: 'suspended' } as const
    const plan = {
      kind: 'plan',
      assignmentId: null,
      startedAt: '2026-11-22T01:00:00Z',
      dueAt: '2026-12-05T04:00:00Z',
      stoppedAt: null,
      paused: false,
      extendedDays: 0,
      light: 'green',
      calendarAnnounced: true,
    } as const
    expect(stateSentence({ ...suspended, clocks: [plan] }, sayer(zh), 'zh', now)).toBe('暂时办不了，计划 12月5日周六 接着办')
    expect(stateSentence(suspended, sayer(zh), 'zh', now)).toBe('暂时办不了，已排入计划，到时接着办')
  })

  test('another kind is told by the words of its own table, and by the bare word before they came', () => {
    const task = { ...row, kind: 'task', state: 'finished' } as const
    expect(stateSentence(task, sayer(zh), 'zh', now)).toBe('finished，现在由阳光社区办')
    learnKinds([taskKind])
    expect(stateSentence(task, sayer(zh), 'zh', now)).toBe('待检查，现在由阳光社区办')
    expect(stateName({ kind: 'task', state: 'closed' }, sayer(en), 'en')).toBe('Over')
    expect(stateSentence({ ...task, state: 'closed' }, sayer(zh), 'zh', now)).toBe('已结束')
  })
})

describe('what happened, in a sentence', () => {
  test('every action an event or the platform can take has one in both languages', () => {
    for (const say of [sayer(zh), sayer(en)])
      for (const action of [...eventActions, ...clockActions, 'merge_in', 'merge_out', 'issue_task', 'hand_over', 'area_reorganised']) {
        const sentence = entrySentence({ ...entry, action }, say)
        expect(sentence, action).not.toMatch(/\{\{|undefined|_|^$/)
      }
  })

  test('a ruling says what was ruled, and why the promised date moved', () => {
    const ruled = {
      ...entry,
      action: 'rule_extension',
      content: { granted: true, days: 3, promisedAt: '2026-11-27T09:00:00Z', because: 'rework' },
    }
    expect(entrySentence(ruled, sayer(zh))).toBe('阳光社区 受理员 同意延期 3 天')
    expect(entryDetails(ruled, sayer(zh)).map((one) => one.label + one.text)).toEqual(['答应办好的日期11月27日周五', '因为需要返工'])
  })

  test('an action of another kind is named by its table', () => {
    learnKinds([taskKind])
    expect(entrySentence({ ...entry, action: 'check', fromState: 'finished' }, sayer(zh), 'task')).toBe('阳光社区 受理员：检查')
  })
})

const row: MatterRow = {
  id: '019352a0-0000-7000-8000-000000000001',
  number: '2026112200001',
  kind: 'event',
  state: 'reported',
  version: 1,
  text: '路灯坏了',
  address: null,
  categoryCode: null,
  severity: 'ordinary',
  source: 'resident',
  area: { id: '019352a0-0000-7000-8000-000000000002', name: '第5网格', level: 'grid' },
  holder: { kind: 'area', areaId: '019352a0-0000-7000-8000-000000000003', organisationId: null, name: '阳光社区' },
  reportedAt: '2026-11-22T01:00:00Z',
  promisedAt: '2026-11-25T09:00:00Z',
  dueAt: null,
  light: 'none',
  reworkCount: 0,
  cardLevel: null,
  supporterCount: 0,
}

const entry: TimelineEntry = {
  seq: 1,
  at: '2026-11-22T01:00:00Z',
  action: 'report',
  fromState: null,
  toState: 'reported',
  actor: { role: 'desk_clerk', name: null, place: '阳光社区' },
  visibility: 'public',
  content: {},
  hash: '',
}

const taskKind: KindDescription = {
  kind: 'task',
  zh: '任务',
  en: 'Task',
  states: [
    { word: 'finished', zh: '待检查', en: 'To check', ended: false },
    { word: 'closed', zh: '已结束', en: 'Over', ended: true },
  ],
  actions: [{ word: 'check', zh: '检查', en: 'Check', from: ['finished'], to: ['closed'], onAssignment: false, rule: '', form: null }],
}

/** Says texts without a screen. */
function sayer(texts: object): SharedSay {
  return (key, values = {}) => {
    const text = key.split('.').reduce<unknown>((branch, name) => (branch as Record<string, unknown> | undefined)?.[name], texts)
    return String(text).replace(/\{\{(\w+)\}\}/g, (gap, name: string) => String(values[name] ?? gap))
  }
}
