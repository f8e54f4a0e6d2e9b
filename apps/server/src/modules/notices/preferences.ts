import { type NoticeChannel, noticeChannels, type NoticeChoices, type NoticeGroup, noticeGroups } from '@linli/contract'

/** How a person wants to be told. Times are minutes after midnight in the city. */
export interface Preferences {
  choices: NoticeChoices
  quiet: { from: number; to: number } | null
  /** Null: each notice at once. */
  digestAt: number | null
}

/**
 * What holds for who has chosen nothing: all that a person set up is used, and text messages only for what the events
 * name worth one. Between nine in the evening and eight in the morning it stays quiet.
 */
export const defaultPreferences: Preferences = {
  choices: {
    progress: ['push', 'mini_program', 'mail', 'sms'],
    my_turn: ['push', 'mini_program', 'mail', 'sms'],
    work: ['push', 'mini_program', 'mail', 'sms'],
    overdue: ['push', 'mini_program', 'mail', 'sms'],
  },
  quiet: { from: 21 * 60, to: 8 * 60 },
  digestAt: null,
}

/** What is stored as a choice; groups and channels a later or earlier program named otherwise fall back to the default or away. */
export function readChoices(stored: unknown): NoticeChoices {
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<Record<NoticeGroup, unknown>>
  const chosen = noticeGroups.map((group): [NoticeGroup, NoticeChannel[]] => {
    const channels = given[group]
    if (!Array.isArray(channels)) return [group, defaultPreferences.choices[group]]
    return [group, noticeChannels.filter((channel) => channels.includes(channel))]
  })
  return Object.fromEntries(chosen) as NoticeChoices
}

/** 1260 → 21:00. */
export function writeTimeOfDay(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** 21:00 → 1260. */
export function readTimeOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}
