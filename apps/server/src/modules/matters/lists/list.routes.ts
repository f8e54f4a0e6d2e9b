import { routes } from '@linli/contract'
import type { Serve } from '../../../platform/http.ts'
import type { Actor } from '../../access/index.ts'
import type { MatterTools } from '../matter.tools.ts'
import { countViews } from './count-views.ts'
import { findOnMap } from './find-on-map.ts'
import { requireBox } from './map-box.ts'
import { filterOf, readList } from './read-list.ts'

export function listRoutes(serve: Serve<Actor>, tools: MatterTools): void {
  serve(routes.listMatters, ({ query, caller }) => readList(tools, caller, query))

  serve(routes.mapMatters, async ({ query, caller }) => {
    const filter = { ...filterOf(tools, query), view: query.view ?? 'open', box: requireBox(query), zoom: query.zoom }
    return findOnMap(tools.db, caller, filter, { areas: tools.books.areas.get(), now: tools.clock.now() })
  })

  serve(routes.countMatters, async ({ caller }) => ({
    counts: await countViews(tools.db, caller, { areas: tools.books.areas.get(), now: tools.clock.now() }),
  }))
}
