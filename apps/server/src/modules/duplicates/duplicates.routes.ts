import { type DuplicateHint, type HintDuplicatesInput, routes } from '@linli/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import type { Pace } from '../../platform/pace.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { toWgs84Point } from '../areas/index.ts'
import { type Books, maySee, sightOf } from '../matters/index.ts'
import type { FollowingSuggester } from '../suggestions/index.ts'
import { areasNamedIn } from './areas-named.ts'
import { type Candidate, findInAreas, findNear } from './duplicates.queries.ts'
import { compare, look, type Resemblance } from './find-duplicates.ts'
import { readReach } from './reach.queries.ts'
import { surroundingsOf } from './surroundings.ts'

export interface DuplicateTools {
  db: Db
  clock: Clock
  books: Pick<Books, 'areas' | 'categories'>
  suggestions: Pick<FollowingSuggester, 'suggester' | 'ready'>
  pace: Pace
}

const dayMs = 86_400_000
const mostHints = 5
/** Without a place only matters reported within a year are looked at. */
const lookBackDays = 365

export function duplicateRoutes(serve: Serve<Actor>, tools: DuplicateTools): void {
  serve(routes.hintDuplicates, async ({ body, caller }) => {
    tools.pace.take(caller.owner)
    const { items } = await findHints(tools, caller, body)
    return { items }
  })
  serve(routes.getSurroundings, ({ params, caller }) => surroundingsOf(tools.db, caller, params.matterId, tools.clock.now()))
}

async function findHints(tools: DuplicateTools, caller: Actor, input: HintDuplicatesInput): Promise<{ items: DuplicateHint[] }> {
  const categories = tools.books.categories.get()
  if (input.categoryCode !== undefined && !categories.inUse(input.categoryCode)) throw new LinliError('unknown_category')
  await tools.suggestions.ready
  const now = tools.clock.now()
  const reach = await readReach(tools.db.read)
  const lookTools = { suggester: tools.suggestions.suggester, categories, reach }
  const point = input.place ? toWgs84Point(input.place) : null
  const looked = look(lookTools, { text: input.text, point, categoryCode: input.categoryCode ?? null })
  const closedSince = new Date(now.getTime() - reach.closedDays * dayMs)
  const candidates = point
    ? await findNear(tools.db, { point, reachM: looked.reachM, closedSince })
    : await findNamed(tools, input.address, closedSince, now)
  const sight = sightOf(caller)
  const items = candidates
    .filter((candidate) => maySee(sight, candidate) || !candidate.anonymous)
    .flatMap((candidate) => {
      const resemblance = compare(lookTools, looked, candidate)
      return resemblance ? [{ candidate, resemblance }] : []
    })
    .sort((a, b) => b.resemblance.score - a.resemblance.score)
    .slice(0, mostHints)
    .map(({ candidate, resemblance }) => present(candidate, resemblance, sight, now))
  return { items }
}

/** With an address alone: the areas it names, and only those; a whole street or city would be no hint. */
async function findNamed(tools: DuplicateTools, address: string | undefined, closedSince: Date, now: Date): Promise<Candidate[]> {
  const areaPaths = address === undefined ? [] : areasNamedIn(tools.books.areas.get(), address)
  if (areaPaths.length === 0) return []
  return findInAreas(tools.db, { areaPaths, closedSince, reportedSince: new Date(now.getTime() - lookBackDays * dayMs) })
}

const textToldOf = 60
const distanceStepM = 25

/** Whoever may not see the matter learns nothing of what was said: no text, no exact place, no time of day, and a score too coarse to try words against. */
function present(candidate: Candidate, resemblance: Resemblance, sight: ReturnType<typeof sightOf>, now: Date): DuplicateHint {
  const { score, distanceM, sharedWords } = resemblance
  const common = {
    matterId: candidate.id,
    state: candidate.state,
    categoryCode: candidate.categoryCode,
    daysAgo: Math.max(0, Math.floor((now.getTime() - candidate.reportedAt.getTime()) / dayMs)),
  }
  if (!maySee(sight, candidate)) {
    const coarse = distanceM === null ? null : Math.max(1, Math.ceil(distanceM / distanceStepM)) * distanceStepM
    return { ...common, score: Math.round(score * 10) / 10, distanceM: coarse, matter: null }
  }
  return {
    ...common,
    score: Math.round(score * 1000) / 1000,
    distanceM: distanceM === null ? null : Math.round(distanceM),
    matter: {
      number: candidate.number,
      text: candidate.text.length > textToldOf ? `${candidate.text.slice(0, textToldOf)}…` : candidate.text,
      reportedAt: candidate.reportedAt.toISOString(),
      sharedWords,
    },
  }
}
