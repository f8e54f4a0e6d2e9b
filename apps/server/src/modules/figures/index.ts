export { figureRoutes } from './figures.routes.ts'
export { foldTallies } from './fold.ts'
export { recountFigures } from './recount.ts'
export { rebuildFigures } from './rebuild.ts'
