import { type Role, roles } from '@linli/contract'
import { defineTexts, useSharedTexts } from '@linli/ui'

/**
 * What the fields of details are called, one line a field: 中文, English. A field that is not here is shown by its own
 * name, so that an entry of a newer program hides nothing.
 */
const words = {
  // Posts and accounts.
  reason: ['原因', 'Reason'],
  role: ['岗位', 'Post'],
  areaId: ['区域', 'Area'],
  organisationId: ['单位', 'Organisation'],
  accountId: ['账号', 'Account'],
  toAccountId: ['接手的人', 'Taken over by'],
  handedOver: ['交出的工作（件）', 'Pieces of work handed over'],
  endsAt: ['结束时间', 'Ends'],
  endedSessions: ['结束的登录（个）', 'Sessions ended'],
  removed: ['原来已开通', 'There was one'],
  loginName: ['登录名', 'Login name'],
  by: ['方式', 'By'],
  origin: ['来处标记', 'Mark of where from'],
  // Searches, readings and exports.
  found: ['查到（件）', 'Found'],
  matters: ['事项', 'Matters'],
  number: ['事项编号', 'Matter number'],
  last: ['最近（件）', 'The latest'],
  broken: ['对不上（件）', 'Do not fit'],
  differing: ['现状不一致（件）', 'Stand differently'],
  action: ['操作', 'Action'],
  from: ['从', 'From'],
  to: ['到', 'To'],
  ofOnePerson: ['只看一个人', 'Of one person'],
  entry: ['第几步', 'Step'],
  // Rules.
  version: ['版本', 'Version'],
  basedOn: ['依据的版本', 'Based on version'],
  ruleCount: ['规则条数', 'Rules'],
  note: ['说明', 'Note'],
  words: ['用语', 'Words'],
  clock: ['时限', 'Limit of'],
  amount: ['数量', 'Amount'],
  unit: ['单位', 'Unit'],
  categoryCode: ['类别', 'Category'],
  severity: ['严重程度', 'Severity'],
  areaClass: ['区域类型', 'Kind of area'],
  validFrom: ['开始', 'From'],
  validTo: ['结束', 'Until'],
  week: ['每周作息', 'Weekly hours'],
  opensMinutes: ['上班（零点起分钟）', 'Opens (minutes)'],
  closesMinutes: ['下班（零点起分钟）', 'Closes (minutes)'],
  year: ['年份', 'Year'],
  confirmed: ['已确认', 'Confirmed'],
  date: ['日期', 'Date'],
  day: ['日', 'Day'],
  days: ['各日', 'Days'],
  kind: ['种类', 'Kind'],
  hours: ['时间', 'Hours'],
  calendarId: ['日历', 'Calendar'],
  openClocks: ['涉及的时限（个）', 'Clocks concerned'],
  moved: ['移动的到期（个）', 'Due dates moved'],
  // Categories and imports.
  code: ['代码', 'Code'],
  parentCode: ['上级', 'Above'],
  family: ['大类', 'Family'],
  nameZh: ['中文名称', 'Chinese name'],
  nameEn: ['英文名称', 'English name'],
  defaultOrganisationCode: ['默认承办单位', 'Usual department'],
  filingConditionZh: ['立案条件（中文）', 'Filing condition (Chinese)'],
  filingConditionEn: ['立案条件（英文）', 'Filing condition (English)'],
  closingConditionZh: ['结案条件（中文）', 'Closing condition (Chinese)'],
  closingConditionEn: ['结案条件（英文）', 'Closing condition (English)'],
  added: ['新增', 'Added'],
  changed: ['修改', 'Changed'],
  kept: ['未变', 'Kept'],
  ended: ['停用', 'Ended'],
  refused: ['拒绝', 'Refused'],
  digest: ['文件指纹', 'Fingerprint of the file'],
  // Areas.
  name: ['名称', 'Name'],
  level: ['层级', 'Level'],
  parentId: ['上级区域', 'Parent area'],
  squareMetres: ['面积（平方米）', 'Square metres'],
  source: ['来源', 'Source'],
  change: ['变更', 'Change'],
  // Settings.
  texts: ['公共文字', 'Texts'],
  welcome: ['欢迎语', 'Welcome'],
  levels: ['层级名称', 'Names of levels'],
  signIn: ['登录', 'Sign-in'],
  secondFactor: ['登录保护', 'Second factor'],
  idleMinutes: ['无操作退出（分钟）', 'Signed out after (minutes idle)'],
  absoluteHours: ['最长登录（小时）', 'Longest session (hours)'],
  phones: ['电话', 'Phones'],
  zh: ['中文', 'Chinese'],
  en: ['英文', 'English'],
  state: ['状态', 'State'],
  before: ['之前', 'Before'],
  after: ['之后', 'After'],
} as const satisfies Record<string, readonly [string, string]>

/** What plain values are called, where they are words of the program. */
const values = {
  true: ['是', 'yes'],
  false: ['否', 'no'],
  password: ['密码', 'password'],
  phone_code: ['短信验证码', 'phone code'],
  second_factor: ['动态码或恢复码', 'code of the app or recovery code'],
  whole: ['完整号码', 'whole number'],
  end: ['后四位', 'last four digits'],
} as const satisfies Record<string, readonly [string, string]>

const inLanguage = <Names extends Record<string, readonly [string, string]>>(table: Names, at: 0 | 1) =>
  Object.fromEntries(Object.entries(table).map(([name, both]) => [name, both[at]])) as Record<keyof Names, string>

const useWords = defineTexts(
  'auditDetail',
  { fields: inLanguage(words, 0), values: inLanguage(values, 0) },
  { fields: inLanguage(words, 1), values: inLanguage(values, 1) },
)

const isField = (name: string): name is keyof typeof words => Object.hasOwn(words, name)
const isValue = (value: string): value is keyof typeof values => Object.hasOwn(values, value)
const isRole = (value: string): value is Role => roles.some((role) => role === value)

/** Names the fields of a detail, and those of its values that are words of the program; what is unknown stays as it is. */
export function useDetailWords() {
  const say = useWords()
  const shared = useSharedTexts()
  return {
    field: (name: string): string => (isField(name) ? say(`fields.${name}`) : name),
    value: (name: string, value: unknown): string => {
      const written = String(value)
      if (name === 'role' && isRole(written)) return shared(`roles.${written}`)
      // What somebody typed stays as it was typed.
      return (typeof value === 'boolean' || name === 'by') && isValue(written) ? say(`values.${written}`) : written
    },
  }
}
