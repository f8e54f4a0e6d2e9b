import { routes } from '@linli/contract'
import type { Serve } from '../../platform/http.ts'
import type { Pace } from '../../platform/pace.ts'
import type { Actor } from '../access/index.ts'
import type { FollowingSuggester } from './follow-acceptances.ts'

export interface SuggestionTools {
  suggestions: Pick<FollowingSuggester, 'suggester' | 'ready'>
  pace: Pace
}

export function suggestionRoutes(serve: Serve<Actor>, { suggestions, pace }: SuggestionTools): void {
  serve(routes.suggestCategories, async ({ body, caller }) => {
    pace.take(caller.owner)
    await suggestions.ready
    return { items: suggestions.suggester.suggest(body.text) }
  })
}
