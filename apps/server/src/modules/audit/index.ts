export { auditRoutes } from './audit.routes.ts'
export { writeAudit } from './audit.store.ts'
