import Type, { type Static } from 'typebox'
import { areaClasses } from './areas.ts'
import { matterSources, severities } from './matter-words.ts'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf, words } from './schema.ts'

const MonthDay = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' })

/**
 * When a rule holds: every condition that is set, and of each any one of its values. An empty list or null is a condition
 * that is not set, so a rule with none of them catches everything.
 */
export const RoutingConditions = Type.Object(
  {
    /** Kinds, or classes: a class holds for all its kinds. */
    categoryCodes: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 100, uniqueItems: true }),
    /** Areas with everything below them. */
    areaIds: Type.Array(Id, { maxItems: 100, uniqueItems: true }),
    areaClasses: Type.Array(oneOf(areaClasses), { maxItems: areaClasses.length, uniqueItems: true }),
    severities: Type.Array(oneOf(severities), { maxItems: severities.length, uniqueItems: true }),
    sources: Type.Array(oneOf(matterSources), { maxItems: matterSources.length, uniqueItems: true }),
    /** The text contains any of these, whatever the case of Latin letters. */
    words: Type.Array(words({ most: 40 }), { maxItems: 50, uniqueItems: true }),
    /** 1 is Monday, 7 is Sunday; China time. */
    weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7, uniqueItems: true }),
    /** Whole hours of China time from `from` up to but not including `to`; over midnight when `from` is later. */
    hours: nullable(
      Type.Object(
        { from: Type.Integer({ minimum: 0, maximum: 23 }), to: Type.Integer({ minimum: 1, maximum: 24 }) },
        { additionalProperties: false },
      ),
    ),
    /** Days of every year, MM-DD, both included; over the turn of the year when `from` is later (the heating season 11-05 to 04-05). */
    dates: nullable(Type.Object({ from: MonthDay, to: MonthDay }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)
export type RoutingConditions = Static<typeof RoutingConditions>

/** One routing rule (domain.md §4). Its place in the list counts: the first rule that holds wins. */
export const RoutingRule = Type.Object(
  {
    /** Made by whoever writes the rule; stays the same from version to version. */
    id: Id,
    conditions: RoutingConditions,
    leadOrganisationId: Id,
    coHandlerOrganisationIds: Type.Array(Id, { maxItems: 10, uniqueItems: true }),
    /** Whether those dispatched to are whistled and sign in on the spot. */
    whistle: Type.Boolean(),
    /** The level whose desk should dispatch; null leaves it where it is. */
    levelCode: nullable(Type.String({ minLength: 1, maxLength: 40 })),
    /** The class of limits to propose; null proposes none. */
    severity: nullable(oneOf(severities)),
    /** What those dispatched to are told; null for nothing. */
    instruction: nullable(words({ most: 500 })),
  },
  { additionalProperties: false },
)
export type RoutingRule = Static<typeof RoutingRule>

const Rules = Type.Array(RoutingRule, { maxItems: 500 })
const VersionNumber = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const Revision = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Note = Type.String({ maxLength: 500 })

export const routingFindingCodes = [
  'rule_twice',
  'unknown_organisation',
  'organisation_ended',
  'organisation_twice',
  'unknown_category',
  'category_ended',
  'unknown_area',
  'area_ended',
  'unknown_level',
  'level_without_desk',
  'no_such_date',
  'no_hours',
  'blank_word',
  'shadowed',
] as const
export type RoutingFindingCode = (typeof routingFindingCodes)[number]

/** What a check says about one rule. With `refuse` the rules cannot be published; `warn` is for the rule keeper to judge. */
export const RoutingFinding = Type.Object({
  /** The rule's place, from 1. */
  position: Type.Integer(),
  ruleId: Id,
  code: oneOf(routingFindingCodes),
  weight: oneOf(['refuse', 'warn']),
  /** The id, code, word or date it is about; for `shadowed` the place of the rule that takes everything before; null when the code says all. */
  about: nullable(Type.String()),
})
export type RoutingFinding = Static<typeof RoutingFinding>

const versionHead = {
  /** 0 as long as nothing has been published: the categories' departments decide alone. */
  number: Type.Integer(),
  publishedAt: nullable(Instant),
  /** The name of who published; null when the version came with the city. */
  publishedBy: nullable(Type.String()),
  note: Type.String(),
}

export const RoutingVersionHead = Type.Object({ ...versionHead, ruleCount: Type.Integer() })
export type RoutingVersionHead = Static<typeof RoutingVersionHead>

export const RoutingVersion = Type.Object({
  ...versionHead,
  rules: Rules,
  /** What a check finds today: organisations, areas and categories may have ended since the version was published. */
  findings: Type.Array(RoutingFinding),
})
export type RoutingVersion = Static<typeof RoutingVersion>

/** What one rule keeper is writing. Kept on the server until it is published or discarded. */
export const RoutingDraft = Type.Object({
  /** Another after every saving; a later saving names the one it saw. */
  revision: Type.Integer(),
  /** The version the draft began from. */
  basedOn: Type.Integer(),
  note: Type.String(),
  savedAt: Instant,
  rules: Rules,
  findings: Type.Array(RoutingFinding),
})
export type RoutingDraft = Static<typeof RoutingDraft>

const Sentence = Type.Object({ zh: Type.String(), en: Type.String() })

/** What the rules propose for one matter. */
export const RoutingProposal = Type.Object({
  leadOrganisationId: Id,
  coHandlerOrganisationIds: Type.Array(Id),
  whistle: Type.Boolean(),
  instruction: nullable(Type.String()),
  levelCode: nullable(Type.String()),
  severity: nullable(oneOf(severities)),
  /** Null: no rule held, and the category's default department is proposed. */
  ruleId: nullable(Id),
  ruleVersion: nullable(Type.Integer()),
  /** Which conditions held and what follows from them, as a sentence. */
  why: Sentence,
})
export type RoutingProposal = Static<typeof RoutingProposal>

export const getRouting = route({
  id: 'getRouting',
  method: 'GET',
  path: '/routing',
  tag: 'routing',
  who: { permission: 'rules.read' },
  summary: { zh: '现行派单规则及其检查结果', en: 'The routing rules in force, and what a check finds today' },
  response: RoutingVersion,
  errors: [],
})

export const listRoutingVersions = route({
  id: 'listRoutingVersions',
  method: 'GET',
  path: '/routing/versions',
  tag: 'routing',
  who: { permission: 'rules.read' },
  summary: { zh: '派单规则的历次版本（最近 200 个）', en: 'The newest 200 versions of the routing rules' },
  response: Type.Object({ items: Type.Array(RoutingVersionHead) }),
  errors: [],
})

const VersionParams = Type.Object({ number: VersionNumber })

export const getRoutingVersion = route({
  id: 'getRoutingVersion',
  method: 'GET',
  path: '/routing/versions/:number',
  tag: 'routing',
  who: { permission: 'rules.read' },
  summary: { zh: '派单规则的一个版本', en: 'One version of the routing rules' },
  params: VersionParams,
  response: RoutingVersion,
  errors: ['not_found'],
})

export const getRoutingDraft = route({
  id: 'getRoutingDraft',
  method: 'GET',
  path: '/routing/draft',
  tag: 'routing',
  who: { permission: 'rules.write' },
  summary: { zh: '我的规则草稿', en: 'My draft of the routing rules' },
  response: Type.Object({ draft: nullable(RoutingDraft) }),
  errors: [],
})

export const saveRoutingDraft = route({
  id: 'saveRoutingDraft',
  method: 'PUT',
  path: '/routing/draft',
  tag: 'routing',
  who: { permission: 'rules.write' },
  summary: {
    zh: '保存规则草稿；有问题也能保存，检查结果一并返回',
    en: 'Save my draft of the routing rules; faults do not hinder saving, they come back with the answer',
  },
  body: Type.Object(
    {
      /** Of the draft as last seen; 0 for the first saving. Saying the same again is answered like the first time. */
      revision: Revision,
      basedOn: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
      note: Note,
      rules: Rules,
    },
    { additionalProperties: false },
  ),
  bodyLimitBytes: 4 * 1024 * 1024,
  response: RoutingDraft,
  errors: ['draft_changed', 'not_found'],
})

export const takeBackRoutingVersion = route({
  id: 'takeBackRoutingVersion',
  method: 'POST',
  path: '/routing/versions/:number/draft',
  tag: 'routing',
  who: { permission: 'rules.write' },
  summary: { zh: '把旧版本取回为草稿', en: 'Take an older version back as my draft' },
  params: VersionParams,
  /** `revision` of the draft it replaces, 0 if there is none. */
  body: Type.Object({ revision: Revision }, { additionalProperties: false }),
  response: RoutingDraft,
  errors: ['draft_changed', 'not_found'],
})

export const discardRoutingDraft = route({
  id: 'discardRoutingDraft',
  method: 'DELETE',
  path: '/routing/draft',
  tag: 'routing',
  who: { permission: 'rules.write' },
  summary: { zh: '放弃我的草稿', en: 'Discard my draft' },
  response: null,
  errors: [],
})

export const checkRoutingRules = route({
  id: 'checkRoutingRules',
  method: 'POST',
  path: '/routing/check',
  tag: 'routing',
  who: { permission: 'rules.write' },
  summary: { zh: '检查一组规则，不保存', en: 'Check a list of rules without saving it' },
  body: Type.Object({ rules: Rules }, { additionalProperties: false }),
  bodyLimitBytes: 4 * 1024 * 1024,
  response: Type.Object({ findings: Type.Array(RoutingFinding) }),
  errors: [],
})

/** How a rule of a draft would have done on past matters. */
const TriedRule = Type.Object({
  ruleId: Id,
  position: Type.Integer(),
  hits: Type.Integer(),
  /** Hits that were in truth dispatched to another lead first. */
  elsewhere: Type.Integer(),
})

export const RoutingTrial = Type.Object({
  /** How many matters were looked at, and when the first and last of them were reported; null when there were none. */
  examined: Type.Integer(),
  earliest: nullable(Instant),
  latest: nullable(Instant),
  /** Those that have been dispatched and that the draft proposes somebody for: what `elsewhere` is out of. */
  compared: Type.Integer(),
  elsewhere: Type.Integer(),
  notDispatched: Type.Integer(),
  withoutProposal: Type.Integer(),
  byDefault: Type.Object({ hits: Type.Integer(), elsewhere: Type.Integer() }),
  rules: Type.Array(TriedRule),
  /** From whom to whom they would go, most first. What a rule with words decided is left out, as in the examples. */
  moves: Type.Array(Type.Object({ fromOrganisationId: Id, toOrganisationId: Id, count: Type.Integer() })),
  /**
   * Matters that would go elsewhere, newest report first. No texts and no reporters: rule keepers read no matters. What a rule with
   * words decided is counted but never listed, or the words could be used to ask what a certain matter says.
   */
  examples: Type.Object({
    items: Type.Array(
      Type.Object({
        /** For those who may open it as well: the id alone shows nothing. */
        matterId: Id,
        number: Type.String(),
        categoryCode: nullable(Type.String()),
        areaName: Type.String(),
        fromOrganisationId: Id,
        toOrganisationId: Id,
        /** The place of the rule; null for the category's default. */
        position: nullable(Type.Integer()),
      }),
    ),
    /** Pass it as `after` for the next page; null at the end. */
    next: nullable(Type.String()),
    /** How many more went elsewhere by a rule with words. */
    hidden: Type.Integer(),
  }),
})
export type RoutingTrial = Static<typeof RoutingTrial>

export const tryRoutingDraft = route({
  id: 'tryRoutingDraft',
  method: 'POST',
  path: '/routing/draft/trial',
  tag: 'routing',
  who: { permission: 'rules.write' },
  summary: {
    zh: '用过去一年本人辖区已受理的事项试算草稿；不显示内容和反映人，每次试算记入审计',
    en: 'Try my draft on matters accepted in my area within the last year; shows no texts and no reporters, and each trial is audited',
  },
  body: Type.Object(
    {
      revision: Revision,
      /** At most so many, newest report first. */
      matters: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 500 })),
      after: Type.Optional(Type.String({ maxLength: 40 })),
    },
    { additionalProperties: false },
  ),
  response: RoutingTrial,
  errors: ['draft_changed', 'not_found'],
})

export const publishRouting = route({
  id: 'publishRouting',
  method: 'POST',
  path: '/routing/versions',
  tag: 'routing',
  who: { permission: 'rules.write' },
  idempotent: true,
  status: 201,
  summary: {
    zh: '发布我的草稿为新版本（须有全市权限）',
    en: 'Publish my draft as a new version; needs a post that counts for the whole city',
  },
  body: Type.Object(
    {
      /** The version in force as last seen; another one meanwhile gives 409 and the draft stays. */
      expectedVersion: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
      /** Of the draft as last seen: what is published is what was read. */
      revision: Revision,
      note: words({ most: 500 }),
    },
    { additionalProperties: false },
  ),
  response: RoutingVersionHead,
  errors: [
    'not_found',
    'not_allowed',
    'rules_changed',
    'draft_changed',
    'rules_refused',
    'idempotency_in_progress',
    'idempotency_key_reused',
    'idempotency_key_missing',
  ],
})

export const proposeRouting = route({
  id: 'proposeRouting',
  method: 'POST',
  path: '/routing/proposal',
  tag: 'routing',
  who: { permission: 'rules.read' },
  summary: { zh: '按现行规则，这样的事项该派给谁', en: 'Who the rules in force propose for a matter like this; writes nothing' },
  body: Type.Object(
    {
      categoryCode: nullable(Type.String({ maxLength: 40 })),
      severity: oneOf(severities),
      areaId: Id,
      source: oneOf(matterSources),
      text: Type.String({ maxLength: 4000 }),
      /** Now when left out. */
      at: Type.Optional(Instant),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ proposal: nullable(RoutingProposal) }),
  errors: ['not_found'],
})
