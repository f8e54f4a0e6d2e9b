import Type, { type Static } from 'typebox'
import { route } from './route.ts'
import { Instant, nullable, oneOf, words } from './schema.ts'

/** A text in both languages. */
const InBoth = (limits: { most: number; least?: number }) =>
  Type.Object({ zh: words(limits), en: words(limits) }, { additionalProperties: false })

/** A number residents may call, and what for. */
export const CityPhone = Type.Object(
  { number: Type.String({ pattern: '^[0-9][0-9-]{2,19}$' }), name: InBoth({ most: 60 }) },
  { additionalProperties: false },
)
export type CityPhone = Static<typeof CityPhone>

/** What the city says to residents; an empty text is not shown. */
export const CityTexts = Type.Object(
  { welcome: InBoth({ least: 0, most: 120 }), privacy: InBoth({ least: 0, most: 1000 }), phones: Type.Array(CityPhone, { maxItems: 6 }) },
  { additionalProperties: false },
)
export type CityTexts = Static<typeof CityTexts>

/** Who needs a second factor to sign in: nobody, whoever sits at a desk or administers, or all staff. */
export const secondFactorRules = ['off', 'desks', 'all_staff'] as const
export type SecondFactorRule = (typeof secondFactorRules)[number]

export const CitySettingsInput = Type.Object(
  {
    name: InBoth({ most: 40 }),
    texts: CityTexts,
    /** The names of all levels the city has; the codes are fixed. */
    levels: Type.Array(
      Type.Object(
        { code: Type.String({ maxLength: 40 }), nameZh: words({ most: 20 }), nameEn: words({ most: 40 }) },
        { additionalProperties: false },
      ),
      { maxItems: 20 },
    ),
    signIn: Type.Object(
      {
        /** Staff are signed out after so many minutes without a request. */
        idleMinutes: Type.Integer({ minimum: 15, maximum: 1440 }),
        /** Staff are signed out after so many hours in any case. */
        absoluteHours: Type.Integer({ minimum: 1, maximum: 720 }),
        secondFactor: oneOf(secondFactorRules),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type CitySettingsInput = Static<typeof CitySettingsInput>

export const CitySettings = Type.Object({
  ...CitySettingsInput.properties,
  /** 0: as the program begins. */
  version: Type.Integer(),
  changedAt: nullable(Instant),
  changedBy: nullable(Type.String()),
})
export type CitySettings = Static<typeof CitySettings>

export const getSettings = route({
  id: 'getSettings',
  method: 'GET',
  path: '/settings',
  tag: 'system',
  who: { permission: 'settings.read' },
  summary: { zh: '本市设置', en: 'What the city has decided about itself' },
  response: CitySettings,
  errors: [],
})

export const changeSettings = route({
  id: 'changeSettings',
  method: 'PUT',
  path: '/settings',
  tag: 'system',
  who: { permission: 'settings.write' },
  idempotent: true,
  summary: { zh: '修改本市设置', en: 'Change what the city has decided about itself' },
  body: Type.Object(
    { expectedVersion: Type.Integer({ minimum: 0, maximum: 2_147_483_646 }), settings: CitySettingsInput },
    { additionalProperties: false },
  ),
  response: CitySettings,
  errors: ['settings_changed', 'wrong_level'],
})
