export { alertRoutes } from './alerts.routes.ts'
export { type Looking, lookHourly, lookNightly } from './look.ts'
