import Type, { type Static } from 'typebox'
import { route } from './route.ts'
import { Instant, nullable, oneOf, page, PageQuery, Word } from './schema.ts'

/** Who did it. Residents are never named. */
export const Auditee = Type.Object({
  kind: oneOf(['staff', 'resident', 'platform']),
  name: nullable(Type.String()),
  loginName: nullable(Type.String()),
})
export type Auditee = Static<typeof Auditee>

/** Who did what to which object when; nothing of a matter's contents and no personal data. */
export const AuditEntry = Type.Object({
  /** Of an entry of the audit trail its id, of a step on a matter its place in the timeline. */
  key: Type.String(),
  at: Instant,
  who: Auditee,
  /** In the past tense for the audit trail, `post_ended`; the action for a step on a matter, `accept`. */
  action: Word,
  source: oneOf(['trail', 'matter']),
  objectKind: Type.String(),
  /** An id, a code or a number; null when it was about no single thing. */
  objectId: nullable(Type.String()),
  /** What people call the object, where that is no personal data. */
  objectName: nullable(Type.String()),
  detail: Type.Record(Type.String(), Type.Unknown()),
})
export type AuditEntry = Static<typeof AuditEntry>

const filter = {
  /** A login name, or part of a name; staff only. */
  person: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  action: Type.Optional(Word),
  /** The number of a matter: its steps and what else was done about it. */
  number: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  from: Type.Optional(Instant),
  /** Not itself included. */
  to: Type.Optional(Instant),
}
export const AuditFilter = Type.Object(filter, { additionalProperties: false })
export type AuditFilter = Static<typeof AuditFilter>

const who = { permission: 'audit.read' } as const

export const listAudit = route({
  id: 'listAudit',
  method: 'GET',
  path: '/audit',
  tag: 'audit',
  who,
  summary: { zh: '审计记录，最新的在前', en: 'The audit trail, newest first' },
  query: Type.Object({ ...PageQuery, ...filter }, { additionalProperties: false }),
  response: page(AuditEntry),
  errors: [],
})

export const exportAudit = route({
  id: 'exportAudit',
  method: 'GET',
  path: '/audit/export',
  tag: 'audit',
  who,
  stream: 'text/csv',
  summary: { zh: '导出审计记录（CSV），导出本身也会记录', en: 'The audit trail as CSV; exporting is itself written down' },
  query: AuditFilter,
  response: Type.String(),
  errors: [],
})

export const ChainReport = Type.Object({
  matters: Type.Integer(),
  entries: Type.Integer(),
  /** Null when no matter was looked at. */
  firstReportedAt: nullable(Instant),
  lastReportedAt: nullable(Instant),
  /** The matters whose chain does not hold, and the first entry that does not fit. */
  broken: Type.Array(Type.Object({ number: Type.String(), brokenAt: Type.Integer() })),
  /** The matters that do not say what their last entry says. */
  differing: Type.Array(Type.String()),
  checkedAt: Instant,
})
export type ChainReport = Static<typeof ChainReport>

export const checkChains = route({
  id: 'checkChains',
  method: 'POST',
  path: '/audit/chain-checks',
  tag: 'audit',
  who,
  idempotent: true,
  summary: { zh: '校验一件或最近若干件事项的哈希链', en: 'Prove the hash chain of one matter, or of the last so many' },
  body: Type.Object(
    {
      /** Of one matter; without it the last so many are looked at. */
      number: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
      last: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000, default: 100 })),
    },
    { additionalProperties: false },
  ),
  response: ChainReport,
  errors: ['not_found'],
})
