import type { Locale } from '@linli/contract'
import { isNoticeEvent, type Receiver } from '../notice-events.ts'
import { en } from './en.ts'
import type { Template, TemplateBook } from './template.ts'
import { zh } from './zh.ts'

const books: Record<Locale, TemplateBook> = { zh, en }

/** What a notice's words are made of. Never personal data: no names of people, no words anybody typed. */
export interface TellableNotice {
  event: string
  receiver: Receiver
  facts: Record<string, unknown>
  matterNumber: string | null
  /** The category as people call it; null before there is one. */
  category: { nameZh: string; nameEn: string } | null
}

/** A title and a sentence, e.g. 已受理 / 您反映的暴露垃圾（260318-000001）已受理，预计3月21日前办好。 */
export function tellNotice(notice: TellableNotice, locale: Locale): Template {
  const book = books[locale]
  const said = isNoticeEvent(notice.event) ? book.events[notice.event] : undefined
  const template = said?.[notice.receiver] ?? said?.any ?? book.unknown
  const facts = {
    ...wordsOf(notice.facts, book),
    what: (locale === 'zh' ? notice.category?.nameZh : notice.category?.nameEn) ?? book.matter,
    number: notice.matterNumber ?? undefined,
  }
  return { title: fill(template.title, facts), text: capitalised(fill(template.text, facts)) }
}

export function tellTest(locale: Locale): Template {
  return books[locale].test
}

/** What confirms a contact address. */
export function tellCode(locale: Locale, code: string): Template {
  const { title, text } = books[locale].code
  return { title, text: fill(text, { code }) }
}

/** The title of a message that lists several notices, and its one sentence where there is no room for a list. */
export function tellDigest(locale: Locale, count: number): Template {
  const { title, more } = books[locale].digest
  return { title: fill(title, { count: String(count) }), text: fill(more, { count: String(count) }) }
}

/** The frame of a mail. */
export function mailWords(locale: Locale): TemplateBook['mail'] {
  return books[locale].mail
}

/** `{fact}` filled in; `[…]` left out when one of its facts is missing. A fact missing outside brackets leaves nothing in its place. */
export function fill(template: string, facts: Record<string, string | undefined>): string {
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '')
  const isWhole = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].every(([, name]) => facts[name ?? ''] !== undefined)
  return filled(template.replace(/\[([^\]]*)\]/g, (_, part: string) => (isWhole(part) ? part : '')))
    .replace(/（）| ?\(\)/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** Facts as words: instants and dates as people say them, codes by their words, numbers and names as they are. */
function wordsOf(facts: Record<string, unknown>, book: TemplateBook): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, wordOf(name, value, book)]))
}

/** Facts that are said as they are: names of organisations and areas, numbers, and how many; never anything a person typed. */
const saidAsTheyAre = new Set(['organisation', 'mainNumber', 'days', 'count', 'expected', 'area'])

function wordOf(name: string, value: unknown, book: TemplateBook): string | undefined {
  if (name in book.codes) return book.codes[name as keyof TemplateBook['codes']][String(value)]
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)) return sayDate(value, name === 'promisedAt' || name === 'planDate', book)
  if (name === 'month' && typeof value === 'string') return sayMonth(value, book)
  if (!saidAsTheyAre.has(name)) return undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** China keeps one time zone. A date without a time stands for itself. */
const timeZone = 'Asia/Shanghai'

function sayDate(text: string, dayOnly: boolean, book: TemplateBook): string | undefined {
  const at = new Date(text.length === 10 ? `${text}T12:00:00+08:00` : text)
  if (Number.isNaN(at.getTime())) return undefined
  const { locale, day, time } = book.dates
  const date = new Intl.DateTimeFormat(locale, { ...day, timeZone }).format(at)
  if (dayOnly || text.length === 10) return date
  return `${date} ${new Intl.DateTimeFormat(locale, { ...time, timeZone }).format(at)}`.replace(/(?<=日) /, '')
}

/** A month, `2026-03`, as people say it. */
function sayMonth(month: string, { dates }: TemplateBook): string | undefined {
  const at = new Date(`${month}-15T12:00:00Z`)
  if (Number.isNaN(at.getTime())) return undefined
  return new Intl.DateTimeFormat(dates.locale, { year: 'numeric', month: 'long', timeZone }).format(at)
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
