import { routes } from '@linli/contract'
import type { Db } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import type { Actor } from '../access/index.ts'
import type { Books } from '../matters/index.ts'
import { readFigures } from './read-figures.ts'

/** Figures of an area one answers for or watches over. They are kept, so that a year costs what a day does. */
export function figureRoutes(serve: Serve<Actor>, { db, books }: { db: Db; books: Books }): void {
  serve(routes.getFigures, ({ query, caller }) => readFigures({ db, books }, caller, query))
}
