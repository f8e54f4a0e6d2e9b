import type { NoticeEvent, Receiver } from '../notice-events.ts'

/** What a notice is called in a few signs, and the whole sentence. */
export interface Template {
  title: string
  text: string
}

/**
 * The words of one language. `{fact}` is filled in; a part in `[…]` is left out when a fact in it is not known.
 * `any` speaks to every receiver that has no words of its own.
 */
export interface TemplateBook {
  events: Record<NoticeEvent, Partial<Record<Receiver | 'any', Template>>>
  /** For an event this program does not know yet. */
  unknown: Template
  /** What the matter is called when it has no category yet. */
  matter: string
  test: Template
  /** Confirms an address; `{code}` is valid for a quarter of an hour. */
  code: Template
  digest: { title: string; more: string }
  mail: { greeting: string; link: string; footer: string; sender: string }
  /** Codes among the facts that have words. A code without words is left out rather than shown. */
  codes: Record<'reason' | 'clock' | 'level' | 'because', Record<string, string>>
  /** How dates and instants are written. */
  dates: { day: Intl.DateTimeFormatOptions; time: Intl.DateTimeFormatOptions; locale: string }
}
