import Type, { type Static } from 'typebox'
import { matterKinds } from './matter-words.ts'
import { ActionReceipt } from './matters.ts'
import { route } from './route.ts'
import { GivenPoint, Id, oneOf, Word, words } from './schema.ts'

const Named = Type.Object({ word: Word, zh: Type.String(), en: Type.String() })
const Form = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown())

/** A kind of matter as its table states it: enough for a screen to show it and to offer its forms. */
export const KindDescription = Type.Object({
  kind: oneOf(matterKinds),
  zh: Type.String(),
  en: Type.String(),
  states: Type.Array(Type.Object({ ...Named.properties, ended: Type.Boolean() })),
  actions: Type.Array(
    Type.Object({
      ...Named.properties,
      from: Type.Array(Word),
      to: Type.Array(Word),
      onAssignment: Type.Boolean(),
      /** Where the rule stands. */
      rule: Type.String(),
      /** A JSON schema of what must be said; null when the action has a route of its own. */
      form: Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], additionalProperties: true }),
    }),
  ),
})
export type KindDescription = Static<typeof KindDescription>

export const listKinds = route({
  id: 'listKinds',
  method: 'GET',
  path: '/kinds',
  tag: 'matters',
  who: 'anyone',
  summary: { zh: '事项种类及其状态表', en: 'The kinds of matter with their tables' },
  response: Type.Object({ items: Type.Array(KindDescription) }),
  errors: [],
})

const repeated = ['idempotency_in_progress', 'idempotency_key_reused', 'idempotency_key_missing'] as const

export const beginMatter = route({
  id: 'beginMatter',
  method: 'POST',
  path: '/kinds/:kind/matters',
  tag: 'matters',
  who: 'signed_in',
  idempotent: true,
  status: 201,
  summary: { zh: '发起任务、心愿、代办或纠纷', en: 'Begin a task, a wish, an errand or a dispute' },
  params: Type.Object({ kind: oneOf(['task', 'wish', 'errand', 'dispute']) }),
  body: Type.Object(
    {
      text: words({ most: 2000 }),
      /** Where it belongs; or a place, from which the area follows. */
      areaId: Type.Optional(Id),
      place: Type.Optional(GivenPoint),
      address: Type.Optional(words({ most: 300 })),
      form: Type.Optional(Form),
    },
    { additionalProperties: false },
  ),
  response: ActionReceipt,
  errors: ['not_found', 'not_allowed', 'no_place', 'unknown_organisation', 'unknown_area', 'validation_failed', ...repeated],
})

export const takeStep = route({
  id: 'takeStep',
  method: 'POST',
  path: '/matters/:matterId/steps',
  tag: 'matters',
  who: 'signed_in',
  idempotent: true,
  summary: { zh: '按状态表办理一步（任务、心愿、代办、纠纷）', en: 'Take one step of a table: tasks, wishes, errands, disputes' },
  params: Type.Object({ matterId: Id }),
  body: Type.Object(
    { expectedVersion: Type.Integer({ minimum: 1 }), action: Word, assignmentId: Type.Optional(Id), form: Type.Optional(Form) },
    { additionalProperties: false },
  ),
  response: ActionReceipt,
  errors: [
    'not_found',
    'matter_changed',
    'action_not_possible',
    'not_allowed',
    'own_work',
    'unknown_organisation',
    'date_not_ahead',
    'validation_failed',
    ...repeated,
  ],
})
