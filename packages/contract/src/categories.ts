import Type, { type Static } from 'typebox'
import { severities } from './matter-words.ts'
import { route } from './route.ts'
import { Instant, nullable, oneOf, words } from './schema.ts'

export const categoryFamilies = ['component', 'event', 'livelihood'] as const

export const Category = Type.Object({
  code: Type.String(),
  parentCode: nullable(Type.String()),
  family: oneOf(categoryFamilies),
  nameZh: Type.String(),
  nameEn: Type.String(),
  severity: oneOf(severities),
  defaultOrganisationCode: nullable(Type.String()),
  filingConditionZh: Type.String(),
  filingConditionEn: Type.String(),
  closingConditionZh: Type.String(),
  closingConditionEn: Type.String(),
})
export type Category = Static<typeof Category>

export const listCategories = route({
  id: 'listCategories',
  method: 'GET',
  path: '/categories',
  tag: 'categories',
  who: 'anyone',
  summary: { zh: '类别，含立案与结案条件；已停用的另列', en: 'Categories with their filing and closing conditions; ended ones apart' },
  response: Type.Object({
    items: Type.Array(Category),
    /** No longer to be chosen, but old matters still carry them. */
    ended: Type.Array(Category),
  }),
  errors: [],
})

/** A category as rule keepers see it. */
export const CategoryEntry = Type.Object({
  ...Category.properties,
  /** What residents call it, for suggesting a category from a text. */
  words: Type.Array(Type.String()),
  version: Type.Integer(),
  endedAt: nullable(Instant),
})
export type CategoryEntry = Static<typeof CategoryEntry>

export const categoryCodePattern = '^[0-9A-Za-z][0-9A-Za-z.-]{0,39}$'
const Code = Type.String({ pattern: categoryCodePattern })
const Name = words({ most: 60 })
const Condition = words({ most: 500 })

const fields = {
  /** The class of a kind; null for a class. There are these two steps and no more. */
  parentCode: nullable(Code),
  nameZh: Name,
  nameEn: Name,
  severity: oneOf(severities),
  /** Who is proposed when no routing rule holds; null: the department of the class. */
  defaultOrganisationCode: nullable(Type.String({ minLength: 1, maxLength: 60 })),
  filingConditionZh: Condition,
  filingConditionEn: Condition,
  closingConditionZh: Condition,
  closingConditionEn: Condition,
  words: Type.Array(words({ most: 40 }), { maxItems: 200, uniqueItems: true }),
}

const refusals = [
  'not_allowed',
  'unknown_organisation',
  'category_does_not_fit',
  'idempotency_in_progress',
  'idempotency_key_reused',
  'idempotency_key_missing',
] as const

export const listCategoryEntries = route({
  id: 'listCategoryEntries',
  method: 'GET',
  path: '/category-entries',
  tag: 'categories',
  who: { permission: 'rules.read' },
  summary: { zh: '全部类别及其用词、版本，含已停用的', en: 'All categories with words and version, ended ones too' },
  response: Type.Object({ items: Type.Array(CategoryEntry) }),
  errors: [],
})

export const createCategory = route({
  id: 'createCategory',
  method: 'POST',
  path: '/categories',
  tag: 'categories',
  who: { permission: 'rules.write' },
  idempotent: true,
  status: 201,
  summary: { zh: '新增类别', en: 'Add a category' },
  body: Type.Object({ code: Code, family: oneOf(categoryFamilies), ...fields }, { additionalProperties: false }),
  response: CategoryEntry,
  errors: [...refusals, 'already_exists'],
})

const CategoryParams = Type.Object({ code: Code })
const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_646 })

export const changeCategory = route({
  id: 'changeCategory',
  method: 'PATCH',
  path: '/categories/:code',
  tag: 'categories',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: { zh: '修改类别；代码和门类不变', en: 'Change a category; its code and family stay' },
  params: CategoryParams,
  body: Type.Object({ version: Version, ...Type.Partial(Type.Object(fields)).properties }, { additionalProperties: false }),
  response: CategoryEntry,
  errors: [...refusals, 'not_found', 'category_changed'],
})

export const endCategory = route({
  id: 'endCategory',
  method: 'POST',
  path: '/categories/:code/end',
  tag: 'categories',
  who: { permission: 'rules.write' },
  idempotent: true,
  summary: { zh: '停用类别；原有事项仍显示它', en: 'End a category; matters that have it keep it' },
  params: CategoryParams,
  body: Type.Object({ version: Version, reason: words({ most: 500 }) }, { additionalProperties: false }),
  response: CategoryEntry,
  errors: [
    'not_allowed',
    'not_found',
    'category_changed',
    'category_has_kinds',
    'idempotency_in_progress',
    'idempotency_key_reused',
    'idempotency_key_missing',
  ],
})

/** CSV whose first line names the columns: code, parent, family, name_zh, name_en, severity, department, filing_zh, …, words, end. */
const CategoryFile = Type.String({ minLength: 1, maxLength: 2_000_000 })

export const categoryImportFindings = [
  'unreadable_row',
  'no_code_column',
  'too_many_rows',
  'bad_code',
  'code_twice',
  'code_ended',
  'no_name',
  'bad_family',
  'bad_severity',
  'no_condition',
  'text_too_long',
  'unknown_department',
  'does_not_fit',
  'has_kinds',
] as const
export type CategoryImportFinding = (typeof categoryImportFindings)[number]

export const CategoryImportPreview = Type.Object({
  /** Names what was previewed; goes with the import. */
  digest: Type.String(),
  counts: Type.Object({ add: Type.Integer(), change: Type.Integer(), keep: Type.Integer(), end: Type.Integer(), refuse: Type.Integer() }),
  rows: Type.Array(
    Type.Object({
      line: Type.Integer(),
      code: Type.String(),
      name: Type.String(),
      outcome: oneOf(['add', 'change', 'keep', 'end', 'refuse']),
      /** Why a row is refused. */
      findings: Type.Array(oneOf(categoryImportFindings)),
      /** Which fields would change. */
      changes: Type.Array(Type.String()),
    }),
  ),
})
export type CategoryImportPreview = Static<typeof CategoryImportPreview>

export const previewCategoryImport = route({
  id: 'previewCategoryImport',
  method: 'POST',
  path: '/category-imports/preview',
  tag: 'categories',
  who: { permission: 'rules.write' },
  summary: {
    zh: '类别导入预览：逐行说明将新增、修改、停用、拒绝什么，不写入',
    en: 'Category import preview: row by row what it would add, change, end or refuse; writes nothing',
  },
  body: Type.Object({ text: CategoryFile }, { additionalProperties: false }),
  bodyLimitBytes: 4 * 1024 * 1024,
  response: CategoryImportPreview,
  errors: ['body_too_large'],
})

export const importCategories = route({
  id: 'importCategories',
  method: 'POST',
  path: '/category-imports',
  tag: 'categories',
  who: { permission: 'rules.write' },
  idempotent: true,
  status: 201,
  summary: { zh: '按预览导入类别', en: 'Import the categories that were previewed' },
  body: Type.Object(
    { text: CategoryFile, digest: Type.String({ maxLength: 64 }), skipRefused: Type.Optional(Type.Boolean({ default: false })) },
    { additionalProperties: false },
  ),
  bodyLimitBytes: 4 * 1024 * 1024,
  response: Type.Object({
    added: Type.Integer(),
    changed: Type.Integer(),
    kept: Type.Integer(),
    ended: Type.Integer(),
    refused: Type.Integer(),
  }),
  errors: [
    'not_allowed',
    'preview_outdated',
    'import_refused',
    'body_too_large',
    'idempotency_in_progress',
    'idempotency_key_reused',
    'idempotency_key_missing',
  ],
})
