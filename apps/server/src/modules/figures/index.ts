export { figureRoutes } from './figures.routes.ts'
export { findRebuild, foldTallies } from './fold.ts'
export { recountFigures } from './recount.ts'
export { continueRebuild, leaveRebuild } from './rebuild.ts'
