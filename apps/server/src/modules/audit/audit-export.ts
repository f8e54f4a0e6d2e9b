import type { AuditEntry, AuditFilter } from '@linli/contract'
import { csvLine } from '../../platform/csv.ts'
import type { Reader } from '../../platform/db.ts'
import { presentTrace } from './audit.presenter.ts'
import { findObjectNames, findTraces } from './audit.queries.ts'

const pageSize = 1000
/** China keeps one time zone without summer time. */
const offsetMs = 8 * 3_600_000

const heads = {
  zh: ['时间（北京时间）', '谁', '账号', '做了什么', '来源', '对象', '编号', '名称', '详情'],
  en: ['Time (Beijing)', 'Who', 'Account', 'What', 'Source', 'Object', 'Id', 'Name', 'Detail'],
}
const kindsOfPeople = {
  zh: { resident: '居民', platform: '系统', staff: '工作人员' },
  en: { resident: 'A resident', platform: 'The platform', staff: 'Staff' },
}

/** The lines of the file as they are read, page by page, so that a long trail needs no more memory than a short one. */
export async function* auditLines(db: Reader, filter: AuditFilter, locale: 'zh' | 'en'): AsyncGenerator<string> {
  // Excel takes UTF-8 for such only by this mark.
  yield `\uFEFF${csvLine(heads[locale])}`
  let after: string | null | undefined
  while (after !== null) {
    const { rows, next } = await findTraces(db, { ...filter, limit: pageSize, after })
    const names = await findObjectNames(db, rows)
    if (rows.length > 0) yield rows.map((row) => lineOf(presentTrace(row, names), locale)).join('')
    after = next
  }
}

function lineOf(entry: AuditEntry, locale: 'zh' | 'en'): string {
  const { who } = entry
  return csvLine([
    new Date(Date.parse(entry.at) + offsetMs).toISOString().slice(0, 19).replace('T', ' '),
    who.name ?? kindsOfPeople[locale][who.kind],
    who.loginName,
    entry.action,
    entry.source,
    entry.objectKind,
    entry.objectId,
    entry.objectName,
    JSON.stringify(entry.detail),
  ])
}
