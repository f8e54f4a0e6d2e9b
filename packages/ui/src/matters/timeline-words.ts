import { cardLevels, clockActions, eventActions, type MatterKind, roles, type TimelineEntry } from '@linli/contract'
import { formatDue } from '../dates/format-date.ts'
import { currentLanguage } from '../texts/setup.ts'
import type { SharedSay } from '../texts/shared-texts.ts'
import { isOneOf } from './is-one-of.ts'
import { actionName, clockName } from './kind-words.ts'

type Content = TimelineEntry['content']

/** Who acted, by place and post: "幸福社区 网格员". Residents appear as the reporter. */
export function actorName(actor: TimelineEntry['actor'], say: SharedSay): string {
  if (actor.role === 'reporter' || actor.role === 'resident') return say('actors.reporter')
  if (actor.role === 'follower') return say('actors.follower')
  if (actor.role === 'system') return say('actors.system')
  if (actor.role === 'administrator') return say('actors.administrator')
  const role = isOneOf(roles, actor.role) ? say(`roles.${actor.role}`) : actor.role
  return [actor.place, role, actor.name].filter(Boolean).join(' ') + ' '
}

/** What happened, in a plain sentence; an action without a sentence here is named by its kind's own words. */
export function entrySentence(entry: TimelineEntry, say: SharedSay, kind?: MatterKind): string {
  const who = actorName(entry.actor, say)
  const { action } = entry
  if (kind !== undefined && kind !== 'event' && entry.fromState === null)
    return say('timeline.begun', { who, kind: say(`matterKinds.${kind}`) })
  const special = specialSentence(entry, who, say)
  if (special !== null) return special.trim()
  if (isOneOf(plainActions, action))
    return say(`timeline.${action}`, {
      who,
      clock: clockName(textOf(entry.content, 'clock') ?? '', say),
      count: countOf(entry.content),
    }).trim()
  return say('timeline.other', { who: who.trim(), action: actionName(action, say, currentLanguage(), kind) })
}

/** What the platform, the desks of other matters and the area tree write besides the actions of an event. */
const plainActions = [...eventActions, ...clockActions, 'merge_in', 'merge_out', 'issue_task', 'hand_over', 'area_reorganised'] as const

/** Where the content says more than the action: a verdict, a number, a date. Null when the plain sentence will do. */
function specialSentence({ action, content }: TimelineEntry, who: string, say: SharedSay): string | null {
  switch (action) {
    case 'verify':
      return typeof content['passed'] === 'boolean'
        ? say(content['passed'] ? 'timeline.verify_passed' : 'timeline.verify_failed', { who })
        : null
    case 'rate':
      return typeof content['stars'] === 'number' ? say('timeline.rate_stars', { who, stars: content['stars'] }) : null
    case 'call_back':
      if (content['reached'] === false) return say('timeline.call_back_missed', { who })
      return typeof content['stars'] === 'number' ? say('timeline.call_back_stars', { who, stars: content['stars'] }) : null
    case 'answer':
      return content['byDesk'] === true ? say('timeline.answer_by_desk', { who }) : null
    case 'remind': {
      const count = numberOf(content, 'remindCount')
      return count !== null && count > 1 ? say('timeline.remind_times', { who, count }) : null
    }
    case 'supervise': {
      const level = textOf(content, 'level')
      return isOneOf(cardLevels, level) ? say(`timeline.supervise_${level}`, { who }) : null
    }
    default:
      return rulingSentence(action, content, who, say) ?? sentenceWithName(action, content, who, say)
  }
}

function rulingSentence(action: string, content: Content, who: string, say: SharedSay): string | null {
  const granted = content['granted']
  const days = numberOf(content, 'days')
  const plan = textOf(content, 'planDate')
  const date = plan ? formatDue(plan, currentLanguage()).text : ''
  if (action === 'extend' && days !== null) return say('timeline.extend_days', { who, days })
  if (action === 'suspend' && plan) return say('timeline.suspend_until', { who, date })
  if (typeof granted !== 'boolean') return null
  if (action === 'rule_return') return say(granted ? 'timeline.rule_return_granted' : 'timeline.rule_return_denied', { who })
  if (action === 'rule_extension')
    return say(granted ? 'timeline.rule_extension_granted' : 'timeline.rule_extension_denied', { who, days: days ?? '' })
  if (action === 'rule_suspension')
    return say(granted ? 'timeline.rule_suspension_granted' : 'timeline.rule_suspension_denied', { who, date })
  return null
}

function sentenceWithName(action: string, content: Content, who: string, say: SharedSay): string | null {
  const lead = textOf(content, 'lead')
  if (action === 'dispatch' && lead) return say('timeline.dispatch_to', { who, organisation: lead })
  const main = textOf(content, 'mainNumber')
  if (action === 'merge' && main) return say('timeline.merge_to', { who, number: main })
  const merged = textOf(content, 'mergedNumber')
  if ((action === 'merge_in' || action === 'merge_out') && merged) return say(`timeline.${action}_of`, { who, number: merged })
  const other = textOf(content, 'otherNumber')
  const relation = textOf(content, 'relation')
  if (action === 'link' && other && isOneOf(['child', 'parent', 'related'], relation))
    return say(`timeline.link_${relation}`, { who, number: other })
  return null
}

function countOf(content: Content): number {
  const { children } = content
  return Array.isArray(children) ? children.length : (numberOf(content, 'supporterCount') ?? 1)
}

function textOf(content: Content, name: string): string | null {
  const value = content[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function numberOf(content: Content, name: string): number | null {
  const value = content[name]
  return typeof value === 'number' ? value : null
}
