import Type, { type Static } from 'typebox'
import { areaClasses } from './areas.ts'
import { limitUnits, severities } from './matter-words.ts'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf, words } from './schema.ts'

/** A day of local time, such as `2026-10-01`, from 2000 to 2100. */
const Day = Type.String({ format: 'date', pattern: '^20\\d\\d-|^2100-' })
const Reason = words({ most: 500 })
const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

// Limits -----------------------------------------------------------------------------------------------

const clock = Type.String({ pattern: '^[a-z][a-z0-9_-]{1,39}$' })
const categoryCode = nullable(Type.String({ minLength: 1, maxLength: 40 }))
const amount = Type.Integer({ minimum: 1, maximum: 10_000 })

export const LimitRow = Type.Object({
  id: Id,
  /** The clock it is for: `accept`, `handle`, … */
  clock,
  /** Null: for every category; so with severity and area class. The most specific limit wins. */
  categoryCode,
  severity: nullable(oneOf(severities)),
  areaClass: nullable(oneOf(areaClasses)),
  amount: Type.Integer(),
  unit: oneOf(limitUnits),
  version: Type.Integer(),
  /** Nulls: as the city began with it. */
  changedAt: nullable(Instant),
  changedBy: nullable(Type.String()),
})
export type LimitRow = Static<typeof LimitRow>

export const listLimits = route({
  id: 'listLimits',
  method: 'GET',
  path: '/limits',
  tag: 'rules',
  who: { permission: 'rules.read' },
  summary: { zh: '各环节时限规则', en: 'The limits of every clock' },
  response: Type.Object({ items: Type.Array(LimitRow) }),
  errors: [],
})

export const addLimit = route({
  id: 'addLimit',
  method: 'POST',
  path: '/limits',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  status: 201,
  summary: { zh: '新增时限规则，未办结事项的时限随之重算', en: 'Add a limit; open clocks are counted anew' },
  body: Type.Object(
    {
      clock,
      categoryCode,
      severity: nullable(oneOf(severities)),
      areaClass: nullable(oneOf(areaClasses)),
      amount,
      unit: oneOf(limitUnits),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  response: LimitRow,
  errors: ['unknown_category', 'already_exists'],
})

export const changeLimit = route({
  id: 'changeLimit',
  method: 'PATCH',
  path: '/limits/:limitId',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: { zh: '修改时限，未办结事项的时限随之重算', en: 'Change a limit; open clocks are counted anew' },
  params: Type.Object({ limitId: Id }),
  body: Type.Object({ expectedVersion: Version, amount, unit: oneOf(limitUnits), reason: Reason }, { additionalProperties: false }),
  response: LimitRow,
  errors: ['not_found', 'rule_changed'],
})

export const endLimit = route({
  id: 'endLimit',
  method: 'POST',
  path: '/limits/:limitId/ending',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: { zh: '停用时限规则，改由较一般的规则决定', en: 'End a limit; the next general one counts' },
  params: Type.Object({ limitId: Id }),
  body: Type.Object({ expectedVersion: Version, reason: Reason }, { additionalProperties: false }),
  response: LimitRow,
  errors: ['not_found', 'rule_changed', 'rule_needed'],
})

export const previewLimit = route({
  id: 'previewLimit',
  method: 'POST',
  path: '/limits/preview',
  tag: 'rules',
  who: { permission: 'rules.read' },
  summary: {
    zh: '试算：某一时限在给定起点何时到期，与现行规则对照；不写入',
    en: 'When a limit would be due from sample starts, beside the present rule; writes nothing',
  },
  body: Type.Object(
    {
      clock,
      categoryCode,
      severity: oneOf(severities),
      areaId: Id,
      organisationId: Type.Optional(Id),
      amount,
      unit: oneOf(limitUnits),
      starts: Type.Array(Instant, { minItems: 1, maxItems: 50 }),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        startedAt: Instant,
        dueAt: Instant,
        yellowAt: Instant,
        announced: Type.Boolean(),
        /** By the rule in force; null when the city has none for this clock. */
        presentDueAt: nullable(Instant),
      }),
    ),
  }),
  errors: ['not_found'],
})

export const LimitForesight = Type.Object({
  /** Clocks that run now in the case the limit is for. Of an overridden case they are counted and do not move. */
  open: Type.Integer(),
  earlier: Type.Integer(),
  later: Type.Integer(),
  /** Not yet due, and past due at once by the new date; and the other way round. */
  pastDue: Type.Integer(),
  noLongerPastDue: Type.Integer(),
  /** True when there are more open matters than were looked at. */
  isCut: Type.Boolean(),
})
export type LimitForesight = Static<typeof LimitForesight>

export const foreseeLimit = route({
  id: 'foreseeLimit',
  method: 'POST',
  path: '/limits/foresight',
  tag: 'rules',
  who: { permission: 'rules.write' },
  summary: {
    zh: '试算：时限改了以后，未办结事项的日期怎样变动；只给数目，不写入',
    en: 'How the dates of open matters would move with another limit; gives numbers only, writes nothing',
  },
  body: Type.Object(
    {
      clock,
      categoryCode,
      severity: nullable(oneOf(severities)),
      areaClass: nullable(oneOf(areaClasses)),
      /** What would count for exactly this case; null: the limit for it ends. */
      limit: nullable(Type.Object({ amount, unit: oneOf(limitUnits) }, { additionalProperties: false })),
    },
    { additionalProperties: false },
  ),
  response: LimitForesight,
  errors: ['not_allowed', 'rule_needed'],
})

// Calendars ----------------------------------------------------------------------------------------------

/** Minutes from midnight; the minute of closing is no longer working time. */
const Interval = Type.Object(
  { opensMinutes: Type.Integer({ minimum: 0, maximum: 1439 }), closesMinutes: Type.Integer({ minimum: 1, maximum: 1440 }) },
  { additionalProperties: false },
)
/** In order and apart. */
const DayHours = Type.Array(Interval, { maxItems: 8 })
/** Seven days from Monday on. */
const Week = Type.Array(DayHours, { minItems: 7, maxItems: 7 })

export const CalendarSummary = Type.Object({
  id: Id,
  /** Both null: the city's own calendar. */
  areaId: nullable(Id),
  areaName: nullable(Type.String()),
  organisationId: nullable(Id),
  organisationNameZh: nullable(Type.String()),
  organisationNameEn: nullable(Type.String()),
  /** How much working time counts as one working day. */
  minutesPerDay: Type.Integer(),
  /** False: works through public holidays and the local days of the calendars above it. */
  keepsHolidays: Type.Boolean(),
  version: Type.Integer(),
  /** Nulls: as the city began with it. */
  changedAt: nullable(Instant),
  changedBy: nullable(Type.String()),
  /** Whether the caller may change this calendar. */
  mayChange: Type.Boolean(),
})
export type CalendarSummary = Static<typeof CalendarSummary>

export const CalendarYear = Type.Object({
  calendar: CalendarSummary,
  year: Type.Integer(),
  /** `public`: the State Council's notice is known. `by_hand`: the city has confirmed the year. `not_yet`: plain weekdays for now. `not_kept`: this calendar keeps no holidays. */
  announced: oneOf(['public', 'by_hand', 'not_yet', 'not_kept']),
  workingDays: Type.Integer(),
  workingMinutes: Type.Integer(),
  /** The calendar's own weekly hours that touch the year. Where none holds, the calendar above decides. */
  hours: Type.Array(Type.Object({ id: Id, validFrom: Day, validTo: nullable(Day), week: Week })),
  /** Every day of the year in order. */
  days: Type.Array(
    Type.Object({
      day: Day,
      kind: oneOf(['working', 'off', 'holiday', 'make_up', 'local_working', 'local_off']),
      hours: DayHours,
      /** Of a public holiday or make-up day. */
      nameZh: Type.Optional(Type.String()),
      nameEn: Type.Optional(Type.String()),
      /** Of a local day. */
      reason: Type.Optional(Type.String()),
      /** Of a local day: the calendar it was entered in, which may be one above. */
      calendarId: Type.Optional(Id),
    }),
  ),
})
export type CalendarYear = Static<typeof CalendarYear>

const CalendarParams = Type.Object({ calendarId: Id })

export const listCalendars = route({
  id: 'listCalendars',
  method: 'GET',
  path: '/calendars',
  tag: 'rules',
  who: { permission: 'rules.read' },
  summary: { zh: '工作日历：全市、区域、单位', en: 'Working calendars of the city, of areas and of organisations' },
  response: Type.Object({ items: Type.Array(CalendarSummary) }),
  errors: [],
})

export const getCalendarYear = route({
  id: 'getCalendarYear',
  method: 'GET',
  path: '/calendars/:calendarId',
  tag: 'rules',
  who: { permission: 'rules.read' },
  summary: { zh: '日历一年总览：逐日说明上班、放假、调休或本地安排', en: 'A calendar’s year at a glance, day by day' },
  params: CalendarParams,
  query: Type.Object({ year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })) }, { additionalProperties: false }),
  response: CalendarYear,
  errors: ['not_found'],
})

export const addCalendar = route({
  id: 'addCalendar',
  method: 'POST',
  path: '/calendars',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  status: 201,
  summary: { zh: '为区域或单位另设日历', en: 'Give an area or an organisation a calendar of its own' },
  body: Type.Object(
    {
      areaId: Type.Optional(Id),
      organisationId: Type.Optional(Id),
      minutesPerDay: Type.Integer({ minimum: 1, maximum: 1440 }),
      keepsHolidays: Type.Boolean(),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  response: CalendarSummary,
  errors: ['not_found', 'unknown_organisation', 'already_exists'],
})

export const changeCalendar = route({
  id: 'changeCalendar',
  method: 'PATCH',
  path: '/calendars/:calendarId',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: { zh: '修改日历：每工作日折算时长、是否执行节假日', en: 'Change what a working day counts and whether holidays are kept' },
  params: CalendarParams,
  body: Type.Object(
    {
      expectedVersion: Version,
      minutesPerDay: Type.Integer({ minimum: 1, maximum: 1440 }),
      keepsHolidays: Type.Boolean(),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  response: CalendarSummary,
  errors: ['not_found', 'rule_changed'],
})

export const endCalendar = route({
  id: 'endCalendar',
  method: 'POST',
  path: '/calendars/:calendarId/ending',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: { zh: '停用区域或单位的日历，改用上级日历', en: 'End an area’s or organisation’s calendar; the one above counts' },
  params: CalendarParams,
  body: Type.Object({ expectedVersion: Version, reason: Reason }, { additionalProperties: false }),
  response: CalendarSummary,
  errors: ['not_found', 'rule_changed', 'rule_needed'],
})

export const setCalendarHours = route({
  id: 'setCalendarHours',
  method: 'POST',
  path: '/calendars/:calendarId/hours',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: {
    zh: '设置某一时段的每周作息；同一起始日的旧作息被替换',
    en: 'Set weekly hours for a range of days; replaces those that begin on the same day',
  },
  params: CalendarParams,
  body: Type.Object(
    { expectedVersion: Version, validFrom: Day, validTo: nullable(Day), week: Week, reason: Reason },
    { additionalProperties: false },
  ),
  response: CalendarSummary,
  errors: ['not_found', 'rule_changed', 'overlapping_time'],
})

export const endCalendarHours = route({
  id: 'endCalendarHours',
  method: 'POST',
  path: '/calendars/:calendarId/hours/:hoursId/ending',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: { zh: '取消一段作息', en: 'Take weekly hours away' },
  params: Type.Object({ calendarId: Id, hoursId: Id }),
  body: Type.Object({ expectedVersion: Version, reason: Reason }, { additionalProperties: false }),
  response: CalendarSummary,
  errors: ['not_found', 'rule_changed', 'rule_needed'],
})

export const setLocalDays = route({
  id: 'setLocalDays',
  method: 'POST',
  path: '/calendars/:calendarId/local-days',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: {
    zh: '设置本地放假或上班日，优先于节假日安排',
    en: 'Set local days off or working days, which win over public holidays',
  },
  params: CalendarParams,
  body: Type.Object(
    {
      expectedVersion: Version,
      days: Type.Array(
        Type.Object(
          /** Hours of null on a working day: those usual. */
          { day: Day, working: Type.Boolean(), hours: nullable(DayHours), reason: Reason },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: 100 },
      ),
    },
    { additionalProperties: false },
  ),
  response: CalendarSummary,
  errors: ['not_found', 'rule_changed'],
})

export const removeLocalDays = route({
  id: 'removeLocalDays',
  method: 'POST',
  path: '/calendars/:calendarId/local-days/removal',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: { zh: '取消本地放假或上班日', en: 'Take local days away' },
  params: CalendarParams,
  body: Type.Object(
    { expectedVersion: Version, days: Type.Array(Day, { minItems: 1, maxItems: 100 }), reason: Reason },
    { additionalProperties: false },
  ),
  response: CalendarSummary,
  errors: ['not_found', 'rule_changed'],
})

export const confirmCalendarYear = route({
  id: 'confirmCalendarYear',
  method: 'POST',
  path: '/calendars/:calendarId/years',
  tag: 'rules',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: {
    zh: '确认某一年的放假安排已由本市录入（或撤回确认）',
    en: 'Confirm that the city has entered a year’s holidays by hand, or take that back',
  },
  params: CalendarParams,
  body: Type.Object(
    { expectedVersion: Version, year: Type.Integer({ minimum: 2000, maximum: 2100 }), confirmed: Type.Boolean(), reason: Reason },
    { additionalProperties: false },
  ),
  response: CalendarSummary,
  errors: ['not_found', 'rule_changed', 'wrong_level'],
})
