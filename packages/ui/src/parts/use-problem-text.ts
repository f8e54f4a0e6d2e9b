import { useCallback } from 'react'
import { useLanguage } from '../texts/setup.ts'
import { useSharedTexts } from '../texts/shared-texts.ts'
import { problemText } from './problem-text.ts'

/** `problemText` in the language of the screen. */
export function useProblemText(): (error: unknown) => string {
  const say = useSharedTexts()
  const language = useLanguage()
  return useCallback((error: unknown) => problemText(error, say, language), [say, language])
}
