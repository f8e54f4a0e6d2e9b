export { alertRoutes } from './alerts.routes.ts'
export { dayAt } from './city-day.ts'
export { type Looking, lookHourly, lookNightly } from './look.ts'
