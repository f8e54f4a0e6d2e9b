export { Hub } from './hub.ts'
export { liveRoutes, type LiveTools } from './live.routes.ts'
