import type { AuditEntry } from '@linli/contract'
import type { Trace } from './audit.queries.ts'

/** A trace as the audit administrator may read it: residents without a name, and nothing that would be personal in a detail. */
export function presentTrace(trace: Trace, names: ReadonlyMap<string, string>): AuditEntry {
  const isStaff = trace.account_id !== null && !trace.outside
  return {
    key: trace.key,
    at: trace.at.toISOString(),
    who: {
      kind: isStaff ? 'staff' : trace.outside ? 'resident' : 'platform',
      name: isStaff ? trace.display_name : null,
      loginName: isStaff ? trace.login_name : null,
    },
    action: trace.action,
    source: trace.source,
    objectKind: trace.object_kind,
    objectId: trace.object_id,
    objectName: names.get(`${trace.object_kind} ${trace.object_id}`) ?? null,
    detail: withoutPersons(trace.detail) as Record<string, unknown>,
  }
}

/** Writers of the trail leave personal data out; should one forget, it is not shown. */
const personal = /phone|mail|address|contact|displayname|personname|idnumber|cipher|^text$|^words$|answer$/i

function withoutPersons(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPersons)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => [name, personal.test(name) && typeof of === 'string' ? '***' : withoutPersons(of)]),
  )
}
