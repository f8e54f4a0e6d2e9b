import { Button } from 'antd'
import { useState } from 'react'
import { mostSelected, useSelection } from '../selection.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import type { BulkAction } from './bulk-plan.ts'
import { useBulkTexts } from './texts.ts'
import './bulk.css'

/** What can be done with all ticked rows at once; there only while some are ticked. */
export function BulkBar() {
  const say = useBulkTexts()
  const selection = useSelection()
  const [open, setOpen] = useState<BulkAction | null>(null)
  if (selection.ids.length === 0 && !open) return null
  return (
    <section className="bulk-bar" aria-label={say('selected', { count: selection.ids.length })}>
      <strong aria-live="polite">{say('selected', { count: selection.ids.length })}</strong>
      {selection.isFull && mostSelected === selection.ids.length && <span className="linli-quiet">{say('most')}</span>}
      <Button type="primary" onClick={() => setOpen('accept')}>
        {say('accept')}
      </Button>
      <Button onClick={() => setOpen('dispatch')}>{say('dispatch')}</Button>
      <Button type="text" onClick={selection.clear}>
        {say('clear')}
      </Button>
      {open && <BulkDialog action={open} onClose={() => setOpen(null)} />}
    </section>
  )
}
