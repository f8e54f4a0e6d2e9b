import { actionName, useLanguage, useSharedTexts } from '@linli/ui'
import { useCallback } from 'react'

/** The words for what an item does, as its kept word says. */
export function useActionName(): (action: string) => string {
  const shared = useSharedTexts()
  const language = useLanguage()
  return useCallback((action: string) => actionName(action, shared, language), [shared, language])
}
