export { auditRoutes } from './audit.routes.ts'
export { type AuditEntry, auditRow, writeAudit } from './audit.store.ts'
