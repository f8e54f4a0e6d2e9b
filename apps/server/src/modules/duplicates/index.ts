export { compare, type Draft, type Earlier, look, type LookTools } from './find-duplicates.ts'
export { duplicateRoutes } from './duplicates.routes.ts'
export { defaultReach } from './reach.ts'
