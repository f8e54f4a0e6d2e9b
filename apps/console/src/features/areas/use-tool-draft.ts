import { forgetDraft, keepDraft, readDraft } from '@linli/ui'
import { useState } from 'react'

/** What was begun with a tool and not written yet, kept on this device like what is typed into any form. */
export function useToolDraft<Values extends object>(tool: 'split' | 'merge', areaId: string, start: Values) {
  const name = `area.${tool}.${areaId}`
  const [values, setValues] = useState<Values>(() => ({ ...start, ...readDraft<Values>(name) }))
  return {
    values,
    change: (next: Partial<Values>) => {
      const all = { ...values, ...next }
      setValues(all)
      keepDraft(name, all)
    },
    forget: () => forgetDraft(name),
  }
}
