import Type, { type TProperties } from 'typebox'
import type { ErrorCode } from './errors.ts'
import {
  cardLevels,
  deskLinkRelations,
  deskRefusalReasons,
  type EventAction,
  limitUnits,
  ratingReasons,
  returnReasons,
  severities,
} from './matter-words.ts'
import { ActionReceipt, BeforeCount, FileIds, ReportInput, ReportReceipt } from './matters.ts'
import { route } from './route.ts'
import { GivenPoint, Id, Instant, nullable, oneOf, words } from './schema.ts'

const Say = words({ most: 2000 })
/** Files uploaded before, at most twelve; each can be attached once. */
const Files = { fileIds: FileIds }
const CategoryCode = Type.String({ maxLength: 40 })
const MatterParams = Type.Object({ matterId: Id })
const AssignmentParams = Type.Object({ matterId: Id, assignmentId: Id })

const repeated = ['idempotency_in_progress', 'idempotency_key_reused', 'idempotency_key_missing'] as const
const refusals = ['not_found', 'matter_changed', 'action_not_possible', 'not_allowed', ...repeated] as const

interface ActionRoute<I extends string, B extends TProperties> {
  id: I
  action: EventAction
  /** Below the matter, or below the assignment when it acts on one. */
  path: string
  zh: string
  en: string
  /** Besides `expectedVersion`, the version of the matter the actor saw. */
  body: B
  errors?: readonly ErrorCode[]
}

/** The route of one action on a matter: they differ in the word, the path and what must be said. */
function onMatter<const I extends string, B extends TProperties>(given: ActionRoute<I, B>) {
  return route({ ...actionRoute(given), path: `/matters/:matterId/${given.path}`, params: MatterParams })
}

/** The route of one action on an assignment. */
function onAssignment<const I extends string, B extends TProperties>(given: ActionRoute<I, B>) {
  return route({ ...actionRoute(given), path: `/matters/:matterId/assignments/:assignmentId/${given.path}`, params: AssignmentParams })
}

function actionRoute<const I extends string, B extends TProperties>({ id, action, zh, en, body, errors = [] }: ActionRoute<I, B>) {
  return {
    id,
    method: 'POST',
    tag: 'matters',
    who: { ability: action },
    idempotent: true,
    summary: { zh, en },
    body: Type.Object({ expectedVersion: Type.Integer({ minimum: 1 }), ...body }, { additionalProperties: false }),
    response: ActionReceipt,
    errors: [...refusals, ...errors],
  } as const
}

// How it begins -------------------------------------------------------------------------------------

export const reportMatter = route({
  id: 'reportMatter',
  method: 'POST',
  path: '/matters',
  tag: 'matters',
  who: 'anyone',
  idempotent: true,
  status: 201,
  summary: { zh: '反映问题', en: 'Report something that is wrong' },
  body: ReportInput,
  response: ReportReceipt,
  errors: ['no_place', 'unknown_category', 'unknown_file', 'too_many_attempts', ...repeated],
})

export const solveOnSpot = route({
  id: 'solveOnSpot',
  method: 'POST',
  path: '/spot-solutions',
  tag: 'matters',
  who: { permission: 'matters.list' },
  idempotent: true,
  status: 201,
  summary: { zh: '网格员发现并当场解决', en: 'A grid worker finds something and solves it on the spot' },
  body: Type.Object(
    {
      text: Say,
      result: Say,
      place: GivenPoint,
      address: Type.Optional(words({ most: 300 })),
      categoryCode: CategoryCode,
      ...Files,
      beforeCount: BeforeCount,
    },
    { additionalProperties: false },
  ),
  response: ReportReceipt,
  errors: ['not_allowed', 'not_in_your_grid', 'unknown_category', 'unknown_file', ...repeated],
})

export const joinMatter = route({
  id: 'joinMatter',
  method: 'POST',
  path: '/matters/:matterId/followers',
  tag: 'matters',
  who: 'anyone',
  idempotent: true,
  status: 201,
  summary: { zh: '我也遇到了：加入已有事项', en: 'Me too: join a matter instead of reporting it again' },
  params: MatterParams,
  body: Type.Object({}, { additionalProperties: false }),
  response: Type.Object({
    matterId: Id,
    number: Type.String(),
    supporterCount: Type.Integer(),
    /** Opens the matter without an account; null when an account joined. */
    receiptCode: nullable(Type.String()),
  }),
  errors: ['not_found', 'action_not_possible', 'already_following', 'too_many_attempts', ...repeated],
})

// The desk ------------------------------------------------------------------------------------------

export const solveReportedOnSpot = onMatter({
  id: 'solveReportedOnSpot',
  action: 'solve_on_spot',
  path: 'spot-solution',
  zh: '网格员当场解决已上报的事项',
  en: 'A grid worker solves a reported matter on the spot',
  body: { result: Say, categoryCode: Type.Optional(CategoryCode), ...Files, beforeCount: BeforeCount },
  errors: ['unknown_category', 'unknown_file'],
})

export const acceptMatter = onMatter({
  id: 'acceptMatter',
  action: 'accept',
  path: 'acceptance',
  zh: '受理',
  en: 'Accept: category, severity, filing condition; limits are fixed',
  body: { categoryCode: CategoryCode, severity: oneOf(severities) },
  errors: ['unknown_category'],
})

export const refuseMatter = onMatter({
  id: 'refuseMatter',
  action: 'refuse',
  path: 'refusal',
  zh: '不予受理并说明理由和去处',
  en: 'Refuse, with a reason and who to turn to',
  body: { reason: oneOf(deskRefusalReasons), words: Say },
})

export const askReporter = onMatter({
  id: 'askReporter',
  action: 'ask',
  path: 'question',
  zh: '请反映人补充情况，时限暂停',
  en: 'Ask the reporter for more; the limits pause',
  body: { words: Say },
})

export const answerQuestion = onMatter({
  id: 'answerQuestion',
  action: 'answer',
  path: 'answer',
  zh: '补充情况（反映人，或由受理台代记）',
  en: 'Answer what was asked: the reporter, or the desk for a caller',
  body: { words: Say, ...Files },
  errors: ['unknown_file'],
})

export const resolvePlace = onMatter({
  id: 'resolvePlace',
  action: 'resolve_place',
  path: 'place',
  zh: '核定位置，转到所在地受理台',
  en: 'Settle where it is; it goes to the desk of that place',
  body: {
    place: Type.Optional(GivenPoint),
    areaId: Type.Optional(Id),
    address: Type.Optional(words({ most: 300 })),
    words: Type.Optional(Say),
  },
  errors: ['no_place', 'unknown_area'],
})

export const reclassifyMatter = onMatter({
  id: 'reclassifyMatter',
  action: 'reclassify',
  path: 'classification',
  zh: '更正类别或紧急程度，时限从头重算',
  en: 'Correct category or severity; limits are counted anew from their start',
  body: { categoryCode: CategoryCode, severity: oneOf(severities), words: Say },
  errors: ['unknown_category', 'nothing_changes'],
})

export const mergeMatter = onMatter({
  id: 'mergeMatter',
  action: 'merge',
  path: 'merger',
  zh: '并入另一件，可撤销',
  en: 'Merge into another matter; can be undone',
  body: { mainMatterId: Id, words: Type.Optional(Say) },
  errors: ['cannot_merge'],
})

export const unmergeMatter = onMatter({
  id: 'unmergeMatter',
  action: 'unmerge',
  path: 'merger-undoing',
  zh: '撤销并案，恢复原状',
  en: 'Undo a merger; everything is as it was',
  body: { words: Say },
})

export const escalateMatter = onMatter({
  id: 'escalateMatter',
  action: 'escalate',
  path: 'escalation',
  zh: '上报上级受理台',
  en: 'Escalate to the desk above; only urgent matters skip a level',
  body: { words: Say, toAreaId: Type.Optional(Id) },
  errors: ['unknown_area', 'skips_a_level'],
})

export const sendDownMatter = onMatter({
  id: 'sendDownMatter',
  action: 'send_down',
  path: 'sending-down',
  zh: '下派下级受理台',
  en: 'Send down to a desk below; only urgent matters skip a level',
  body: { words: Say, toAreaId: Id },
  errors: ['unknown_area', 'skips_a_level'],
})

export const dispatchMatter = onMatter({
  id: 'dispatchMatter',
  action: 'dispatch',
  path: 'assignments',
  zh: '派遣给牵头和协办单位，可吹哨',
  en: 'Dispatch to one lead and any co-handlers, each with a share, a limit, by whistle or not',
  body: {
    leadOrganisationId: Id,
    coHandlerOrganisationIds: Type.Optional(Type.Array(Id, { maxItems: 10, uniqueItems: true })),
    /** For all of them. */
    instruction: Type.Optional(Say),
    /** What is said to one organisation alone. */
    shares: Type.Optional(
      Type.Array(
        Type.Object(
          {
            organisationId: Id,
            instruction: Type.Optional(Say),
            /** Called to come to the place, where it signs in. */
            whistle: Type.Optional(Type.Boolean()),
            /** A limit of its own, within that of the matter. */
            limit: Type.Optional(
              Type.Object(
                { amount: Type.Integer({ minimum: 1, maximum: 10_000 }), unit: oneOf(limitUnits) },
                { additionalProperties: false },
              ),
            ),
          },
          { additionalProperties: false },
        ),
        { maxItems: 11 },
      ),
    ),
  },
  errors: ['unknown_organisation', 'one_lead_needed'],
})

export const splitMatter = onMatter({
  id: 'splitMatter',
  action: 'split',
  path: 'children',
  zh: '拆分出子事项',
  en: 'Split off matters of their own; they end before this one closes',
  body: {
    parts: Type.Array(Type.Object({ text: Say, categoryCode: Type.Optional(CategoryCode) }, { additionalProperties: false }), {
      minItems: 1,
      maxItems: 10,
    }),
  },
  errors: ['unknown_category'],
})

export const linkMatter = onMatter({
  id: 'linkMatter',
  action: 'link',
  path: 'links',
  zh: '关联另一件事项',
  en: 'Link to another matter; a child ends before its parent closes',
  body: { otherMatterId: Id, relation: oneOf(deskLinkRelations) },
  errors: ['cannot_link'],
})

// The organisations ---------------------------------------------------------------------------------

export const claimAssignment = onAssignment({
  id: 'claimAssignment',
  action: 'claim',
  path: 'claim',
  zh: '认领',
  en: 'Claim an assignment',
  body: {},
})

export const signInAtPlace = onAssignment({
  id: 'signInAtPlace',
  action: 'sign_in',
  path: 'arrival',
  zh: '吹哨报到：到场时间和位置',
  en: 'Sign in after a whistle: time and place of arrival',
  body: { place: Type.Optional(GivenPoint), words: Type.Optional(Say) },
})

export const noteProgress = onAssignment({
  id: 'noteProgress',
  action: 'progress',
  path: 'notes',
  zh: '记录进展（公开或内部）',
  en: 'Note progress, for the reporter too or among staff',
  body: { words: Say, visibility: oneOf(['public', 'internal']), ...Files },
  errors: ['unknown_file'],
})

export const returnAssignment = onAssignment({
  id: 'returnAssignment',
  action: 'return',
  path: 'return',
  zh: '申请退回，由受理台裁定',
  en: 'Ask to give an assignment back; the desk rules',
  body: { reason: oneOf(returnReasons), words: Say },
  errors: ['request_open'],
})

export const ruleReturn = onAssignment({
  id: 'ruleReturn',
  action: 'rule_return',
  path: 'return-ruling',
  zh: '裁定退回：同意或坚持',
  en: 'Rule on a return: agree or insist',
  body: { granted: Type.Boolean(), words: Type.Optional(Say) },
})

export const askExtension = onAssignment({
  id: 'askExtension',
  action: 'extend',
  path: 'extension',
  zh: '申请延期（须在到期前）',
  en: 'Ask for more days, before the limit passes',
  body: { days: Type.Integer({ minimum: 1, maximum: 365 }), words: Say },
  errors: ['request_open', 'limit_passed', 'beyond_ceiling'],
})

export const ruleExtension = onAssignment({
  id: 'ruleExtension',
  action: 'rule_extension',
  path: 'extension-ruling',
  zh: '审批延期',
  en: 'Rule on an extension',
  body: { granted: Type.Boolean(), days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })), words: Type.Optional(Say) },
  errors: ['beyond_ceiling'],
})

export const askSuspension = onAssignment({
  id: 'askSuspension',
  action: 'suspend',
  path: 'suspension',
  zh: '申请挂账，写明计划日期',
  en: 'Ask to suspend until a planned date',
  body: { planDate: Instant, words: Say },
  errors: ['request_open', 'date_not_ahead'],
})

export const ruleSuspension = onAssignment({
  id: 'ruleSuspension',
  action: 'rule_suspension',
  path: 'suspension-ruling',
  zh: '审批挂账',
  en: 'Rule on a suspension',
  body: { granted: Type.Boolean(), planDate: Type.Optional(Instant), words: Type.Optional(Say) },
  errors: ['date_not_ahead'],
})

export const resumeMatter = onMatter({
  id: 'resumeMatter',
  action: 'resume',
  path: 'resumption',
  zh: '提前恢复办理',
  en: 'Take up a suspended matter before its planned date',
  body: { words: Type.Optional(Say) },
})

export const finishAssignment = onAssignment({
  id: 'finishAssignment',
  action: 'finish',
  path: 'result',
  zh: '办结本单位的部分',
  en: 'Finish an assignment; the lead writes the public answer',
  body: { result: Say, publicAnswer: Type.Optional(Say), ...Files },
  errors: ['unknown_file', 'validation_failed'],
})

// Looking, rating, going on -------------------------------------------------------------------------

export const verifyMatter = onMatter({
  id: 'verifyMatter',
  action: 'verify',
  path: 'verification',
  zh: '现场核查：通过或返工',
  en: 'Verify on site: passed, or back for rework',
  body: { passed: Type.Boolean(), note: Say, place: Type.Optional(GivenPoint), ...Files },
  errors: ['unknown_file', 'own_work'],
})

const Verdict = {
  solved: Type.Boolean(),
  stars: Type.Integer({ minimum: 1, maximum: 5 }),
  reasons: Type.Optional(Type.Array(oneOf(ratingReasons), { maxItems: 5, uniqueItems: true })),
  words: Type.Optional(Say),
}

export const rateMatter = onMatter({
  id: 'rateMatter',
  action: 'rate',
  path: 'rating',
  zh: '评价：是否解决、满意度',
  en: 'Rate: solved or not, stars, words',
  body: Verdict,
  errors: ['time_is_over'],
})

export const callBack = onMatter({
  id: 'callBack',
  action: 'call_back',
  path: 'call-back',
  zh: '电话回访反映人',
  en: 'Ask the reporter by telephone whether it is solved',
  body: {
    reached: Type.Boolean(),
    /** What they said; only when they were reached. */
    verdict: Type.Optional(Type.Object(Verdict, { additionalProperties: false })),
    words: Type.Optional(Say),
  },
  errors: ['time_is_over', 'validation_failed'],
})

export const reopenMatter = onMatter({
  id: 'reopenMatter',
  action: 'reopen',
  path: 'reopening',
  zh: '重新打开',
  en: 'Reopen what was verified or closed',
  body: { words: Say, ...Files },
  errors: ['unknown_file'],
})

// The reporter --------------------------------------------------------------------------------------

export const withdrawMatter = onMatter({
  id: 'withdrawMatter',
  action: 'withdraw',
  path: 'withdrawal',
  zh: '撤回',
  en: 'Withdraw what was reported',
  body: { words: Type.Optional(Say) },
})

export const appealRefusal = onMatter({
  id: 'appealRefusal',
  action: 'appeal',
  path: 'appeal',
  zh: '对不予受理申诉一次，由上级裁定',
  en: 'Appeal a refusal once; the desk above decides',
  body: { words: Say, ...Files },
  errors: ['time_is_over', 'unknown_file'],
})

export const remindHolder = onMatter({
  id: 'remindHolder',
  action: 'remind',
  path: 'reminder',
  zh: '催办，每天一次',
  en: 'Remind whoever holds it, once a day',
  body: { words: Type.Optional(Say) },
  errors: ['reminded_today'],
})

// Superiors -----------------------------------------------------------------------------------------

export const superviseMatter = onMatter({
  id: 'superviseMatter',
  action: 'supervise',
  path: 'supervision-cards',
  zh: '督办：发牌、提要求、定答复期限',
  en: 'Raise a supervision card with an instruction and a date to answer by',
  body: { level: oneOf(cardLevels), instruction: Say, answerBy: Type.Optional(Instant) },
  errors: ['card_only_rises', 'date_not_ahead'],
})

export const answerSupervision = route({
  ...actionRoute({
    id: 'answerSupervision',
    action: 'answer_supervision',
    path: '',
    zh: '答复督办',
    en: 'Answer a supervision card',
    body: { words: Say },
  }),
  path: '/matters/:matterId/supervision-cards/:cardId/answer',
  params: Type.Object({ matterId: Id, cardId: Id }),
})
