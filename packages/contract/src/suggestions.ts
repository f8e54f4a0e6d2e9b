import Type, { type Static } from 'typebox'
import { eventStates } from './matter-words.ts'
import { route } from './route.ts'
import { GivenPoint, Id, Instant, nullable, oneOf, words } from './schema.ts'

/** A category that may fit; `confidence` is between 0 and 1. Nothing is set by it: a person chooses (domain.md §4). */
export const CategorySuggestion = Type.Object({ code: Type.String(), confidence: Type.Number() })
export type CategorySuggestion = Static<typeof CategorySuggestion>

export const suggestCategories = route({
  id: 'suggestCategories',
  method: 'POST',
  path: '/category-suggestions',
  tag: 'categories',
  who: 'anyone',
  summary: {
    zh: '按文字建议最多三个类别；文字不保存',
    en: 'Up to three categories that fit a text, best first; the text is not kept',
  },
  body: Type.Object({ text: words({ most: 2000 }) }, { additionalProperties: false }),
  response: Type.Object({ items: Type.Array(CategorySuggestion) }),
  errors: ['too_many_attempts'],
})

/** A matter that may be the same thing as what is being reported. */
export const DuplicateHint = Type.Object({
  matterId: Id,
  /** 0 to 1; in tenths for whoever may not see the matter. */
  score: Type.Number(),
  state: oneOf(eventStates),
  categoryCode: nullable(Type.String()),
  /** From the place given to the matter's; to the next 25 m for whoever may not see the matter. Null when either has no place. */
  distanceM: nullable(Type.Integer()),
  /** Whole days since it was reported. */
  daysAgo: Type.Integer(),
  /** What only those get who may see the matter; null for everyone else. */
  matter: nullable(
    Type.Object({
      number: Type.String(),
      /** How it begins. */
      text: Type.String(),
      reportedAt: Instant,
      /** Words both texts have, those that say most first. */
      sharedWords: Type.Array(Type.String()),
    }),
  ),
})
export type DuplicateHint = Static<typeof DuplicateHint>

export const hintDuplicates = route({
  id: 'hintDuplicates',
  method: 'POST',
  path: '/duplicate-hints',
  tag: 'matters',
  who: 'anyone',
  summary: {
    zh: '附近是否已有人反映同一问题；文字不保存',
    en: 'Whether the same thing nearby has been reported already; the text is not kept',
  },
  body: Type.Object(
    {
      text: words({ most: 2000 }),
      place: Type.Optional(GivenPoint),
      address: Type.Optional(words({ most: 300 })),
      categoryCode: Type.Optional(Type.String({ maxLength: 40 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ items: Type.Array(DuplicateHint) }),
  errors: ['unknown_category', 'too_many_attempts'],
})
export type HintDuplicatesInput = Static<typeof hintDuplicates.body>
