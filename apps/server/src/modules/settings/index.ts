export { type KeptSettings, readSettings } from './settings.store.ts'
export { settingsRoutes } from './settings.routes.ts'
