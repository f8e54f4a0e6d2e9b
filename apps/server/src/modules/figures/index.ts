export { figureRoutes } from './figures.routes.ts'
export { foldTallies } from './fold.ts'
export { rebuildFigures } from './rebuild.ts'
export { type Sums, sumTallies } from './sum-tallies.ts'
