import type { CategorySuggestion } from '@linli/contract'
import { defineTexts } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { useCategories } from './use-categories.ts'
import './category-chips.css'

const useTexts = defineTexts(
  'categoryChips',
  { label: '建议的类别', sure: '很可能', likely: '可能', maybe: '不确定' },
  { label: 'Suggested categories', sure: 'very likely', likely: 'likely', maybe: 'uncertain' },
)

/** From here on a suggestion is chosen beforehand; a person still confirms it (domain.md §4). */
export const sureFrom = 0.9
const likelyFrom = 0.5

/** Up to three categories a text may be of, best first; asked for once a text. Empty for a text too short to say anything. */
export function useCategorySuggestions(text: string): readonly CategorySuggestion[] {
  const asked = text.trim()
  const { data } = useQuery({
    enabled: asked.length >= 4,
    queryKey: ['category-suggestions', asked],
    queryFn: ({ signal }) => api.suggestCategories({ body: { text: asked.slice(0, 2000) } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  })
  return asked.length >= 4 ? (data?.items ?? []) : []
}

/** The suggestions as chips, each with how sure it is in a word; the chosen one is pressed. */
export function CategoryChips({
  suggestions,
  value,
  onChoose,
}: {
  suggestions: readonly CategorySuggestion[]
  value: string | undefined
  onChoose: (code: string) => void
}) {
  const say = useTexts()
  const categories = useCategories()
  if (suggestions.length === 0) return null
  return (
    <fieldset className="category-chips" aria-label={say('label')}>
      {suggestions.map(({ code, confidence }) => {
        const category = categories.find(code)
        if (!category) return null
        return (
          <button key={code} type="button" className="chip" aria-pressed={value === code} onClick={() => onChoose(code)}>
            {categories.nameOf(category)} <small>{say(wordFor(confidence))}</small>
          </button>
        )
      })}
    </fieldset>
  )
}

function wordFor(confidence: number): 'sure' | 'likely' | 'maybe' {
  if (confidence >= sureFrom) return 'sure'
  return confidence >= likelyFrom ? 'likely' : 'maybe'
}
