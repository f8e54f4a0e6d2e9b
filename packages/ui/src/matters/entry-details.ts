import { cardLevels, refusalReasons, returnReasons, severities, type TimelineEntry } from '@linli/contract'
import { formatDate, formatDue } from '../dates/format-date.ts'
import { currentLanguage } from '../texts/setup.ts'
import type { SharedSay } from '../texts/shared-texts.ts'
import { en } from '../texts/en.ts'
import { isOneOf } from './is-one-of.ts'
import { clockName } from './kind-words.ts'

type Content = TimelineEntry['content']

/** One labelled line below an entry: what was answered, why, what was found. */
export interface EntryDetail {
  label: string
  text: string
}

/** A check or arrival farther from the place than this is marked; GPS between buildings is off by up to some 100 m. */
export const farAwayM = 200

/** The lines below an entry, from what its content tells; unknown content is left out, not dumped. */
export function entryDetails(entry: TimelineEntry, say: SharedSay): EntryDetail[] {
  const { content } = entry
  const details: EntryDetail[] = []
  const add = (label: string, text: string | null | undefined) => {
    if (text) details.push({ label, text })
  }
  add(say('timeline.coHandlers'), listOf(content, 'coHandlers').join(say('timeline.comma')))
  add(say('timeline.whistled'), listOf(content, 'whistled').join(say('timeline.comma')))
  if (typeof content['solved'] === 'boolean') add('', say(content['solved'] ? 'timeline.solved' : 'timeline.unsolved'))
  add(say('timeline.reason'), reasonOf(content, say))
  add(say('timeline.severity'), severityOf(content, say))
  add(say('timeline.instruction'), textOf(content, 'instruction'))
  add(say('timeline.address'), entry.action === 'resolve_place' ? textOf(content, 'address') : null)
  add(say('timeline.result'), textOf(content, 'result'))
  add(say('timeline.answer_words'), textOf(content, 'publicAnswer'))
  add(say('timeline.note'), textOf(content, 'note'))
  add(say('timeline.words'), textOf(content, 'words'))
  for (const child of childrenOf(content)) add('', child)
  for (const line of otherFields(content, say)) details.push(line)
  addDates(entry, say, add)
  const distanceM = content['distanceM']
  if (typeof distanceM === 'number' && distanceM > farAwayM)
    add('', say(entry.action === 'sign_in' ? 'timeline.arrivedFar' : 'timeline.farAway', { distance: Math.round(distanceM) }))
  if (content['reopened'] === true && entry.action !== 'answer') add('', say('timeline.reopened'))
  const level = textOf(content, 'level') ?? textOf(content, 'card')
  if (entry.action !== 'supervise' && isOneOf(cardLevels, level)) add('', say(`cardLevels.${level}`))
  if (content['callBackWished'] === true) add('', say('timeline.callBackWished'))
  const waiting = content['waitsForChildren']
  if (typeof waiting === 'number') add('', say('timeline.waitsForChildren', { count: waiting }))
  return details
}

/** Dates that were set or moved, and why they did: a promised date never changes without a reason. */
function addDates({ action, content }: TimelineEntry, say: SharedSay, add: (label: string, text: string | null) => void): void {
  const language = currentLanguage()
  const day = (name: string) => {
    const at = textOf(content, name)
    return at ? formatDue(at, language).text : null
  }
  add(say('timeline.promised'), day('promisedAt'))
  add(say('timeline.answerBy'), day('answerBy'))
  const moved = Array.isArray(content['moved']) ? content['moved'] : []
  for (const one of moved as { clock?: unknown; from?: unknown; to?: unknown }[])
    if (typeof one.clock === 'string' && typeof one.from === 'string' && typeof one.to === 'string')
      add(
        '',
        say('timeline.moved', {
          clock: clockName(one.clock, say),
          from: formatDate(one.from, language).text,
          to: formatDate(one.to, language).text,
        }),
      )
  const because = textOf(content, 'because')
  if (because) add(say('timeline.because'), say(`dateReasons.${isOneOf(dateReasons, because) ? because : 'other'}`))
  else if (action === 'resume' && content['promisedAt']) add(say('timeline.because'), say('dateReasons.suspension_over'))
  else if (action === 'answer' && content['promisedAt']) add(say('timeline.because'), say('dateReasons.waited_for_answer'))
}

const dateReasons = Object.keys(en.dateReasons) as (keyof typeof en.dateReasons)[]

/** What forms of other kinds leave in the timeline. Identities are not words for people and are left out. */
function otherFields(content: Content, say: SharedSay): EntryDetail[] {
  const language = currentLanguage()
  return fieldsToldPlainly.flatMap((name): EntryDetail[] => {
    const label = say(`fields.${name}`)
    const value = content[name]
    if (Array.isArray(value)) return [{ label, text: listOf(content, name).join(say('timeline.comma')) }]
    if (typeof value === 'boolean') return [{ label, text: say(value ? 'common.yes' : 'common.no') }]
    if (typeof value === 'number') return [{ label, text: String(value) }]
    if (typeof value !== 'string' || value === '') return []
    return [{ label, text: name === 'heldAt' ? formatDate(value, language).text : value }]
  })
}

const fieldsToldPlainly = ['papers', 'scope', 'about', 'parties', 'terms', 'heldAt', 'kept', 'satisfied', 'session', 'alias'] as const

function childrenOf(content: Content): string[] {
  const children = Array.isArray(content['children']) ? (content['children'] as { text?: unknown }[]) : []
  return children.flatMap((child) => (typeof child.text === 'string' ? [child.text] : []))
}

function reasonOf(content: Content, say: SharedSay): string | null {
  const reason = textOf(content, 'reason')
  if (isOneOf(refusalReasons, reason)) return say(`refusalReasons.${reason}`)
  if (isOneOf(returnReasons, reason)) return say(`returnReasons.${reason}`)
  return null
}

function severityOf(content: Content, say: SharedSay): string | null {
  const severity = textOf(content, 'severity')
  return isOneOf(severities, severity) ? say(`severities.${severity}`) : null
}

function textOf(content: Content, name: string): string | null {
  const value = content[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function listOf(content: Content, name: string): string[] {
  const value = content[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
