import { refusalReasons, returnReasons, roles, severities, type TimelineEntry } from '@linli/contract'
import type { SharedSay } from '../texts/shared-texts.ts'

/** One labelled line below an entry: what was answered, why, what was found. */
export interface EntryDetail {
  label: string
  text: string
}

/** Who acted, by place and post: "幸福社区 网格员". Residents appear as the reporter. */
export function actorName(actor: TimelineEntry['actor'], say: SharedSay): string {
  if (actor.role === 'reporter' || actor.role === 'resident') return say('actors.reporter')
  if (actor.role === 'system') return say('actors.system')
  if (actor.role === 'administrator') return say('actors.administrator')
  const role = isOneOf(roles, actor.role) ? say(`roles.${actor.role}`) : actor.role
  return [actor.place, role, actor.name].filter(Boolean).join(' ') + ' '
}

/** What happened, in a plain sentence; an action this version has no words for is named as it is. */
export function entrySentence(entry: TimelineEntry, say: SharedSay): string {
  const who = actorName(entry.actor, say)
  const { content } = entry
  if (entry.action === 'verify' && typeof content['passed'] === 'boolean')
    return say(content['passed'] ? 'timeline.verify_passed' : 'timeline.verify_failed', { who }).trim()
  if (entry.action === 'rate' && typeof content['stars'] === 'number')
    return say('timeline.rate_stars', { who, stars: content['stars'] }).trim()
  const lead = textOf(content, 'lead')
  if (entry.action === 'dispatch' && lead) return say('timeline.dispatch_to', { who, organisation: lead }).trim()
  if (isPlain(entry.action)) return say(`timeline.${entry.action}`, { who }).trim()
  return say('timeline.other', { who: who.trim(), action: entry.action })
}

/** The lines below an entry, from what its content tells; unknown content is left out, not dumped. */
export function entryDetails(entry: TimelineEntry, say: SharedSay): EntryDetail[] {
  const { content } = entry
  const details: EntryDetail[] = []
  const add = (label: string, text: string | null | undefined) => {
    if (text) details.push({ label, text })
  }
  add(say('timeline.coHandlers'), listOf(content, 'coHandlers').join(say('timeline.comma')))
  if (typeof content['solved'] === 'boolean') add('', say(content['solved'] ? 'timeline.solved' : 'timeline.unsolved'))
  add(say('timeline.reason'), reasonOf(content, say))
  add(say('timeline.severity'), severityOf(content, say))
  add(say('timeline.instruction'), textOf(content, 'instruction'))
  add(say('timeline.result'), textOf(content, 'result'))
  add(say('timeline.answer'), textOf(content, 'publicAnswer'))
  add(say('timeline.note'), textOf(content, 'note'))
  add(say('timeline.words'), textOf(content, 'words'))
  const distanceM = content['distanceM']
  if (typeof distanceM === 'number' && distanceM > farAwayM) add('', say('timeline.farAway', { distance: Math.round(distanceM) }))
  if (content['reopened'] === true) add('', say('timeline.reopened'))
  return details
}

/** A check made farther from the place than this is marked; GPS between buildings is off by up to some 100 m. */
const farAwayM = 200

type PlainAction =
  | 'report'
  | 'solve_on_spot'
  | 'accept'
  | 'refuse'
  | 'dispatch'
  | 'claim'
  | 'return'
  | 'finish'
  | 'verify'
  | 'rate'
  | 'reopen'
  | 'close'
  | 'hand_over'
  | 'area_reorganised'
const plainActions: readonly PlainAction[] = [
  'report',
  'solve_on_spot',
  'accept',
  'refuse',
  'dispatch',
  'claim',
  'return',
  'finish',
  'verify',
  'rate',
  'reopen',
  'close',
  'hand_over',
  'area_reorganised',
]

function isPlain(action: string): action is PlainAction {
  return isOneOf(plainActions, action)
}

function reasonOf(content: TimelineEntry['content'], say: SharedSay): string | null {
  const reason = textOf(content, 'reason')
  if (isOneOf(refusalReasons, reason)) return say(`refusalReasons.${reason}`)
  if (isOneOf(returnReasons, reason)) return say(`returnReasons.${reason}`)
  return null
}

function severityOf(content: TimelineEntry['content'], say: SharedSay): string | null {
  const severity = textOf(content, 'severity')
  return isOneOf(severities, severity) ? say(`severities.${severity}`) : null
}

function textOf(content: TimelineEntry['content'], name: string): string | null {
  const value = content[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function listOf(content: TimelineEntry['content'], name: string): string[] {
  const value = content[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function isOneOf<const W extends string>(words: readonly W[], word: string | null): word is W {
  return word !== null && (words as readonly string[]).includes(word)
}
