import { NoPermission } from '@linli/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '../../app/session.ts'
import { DocumentList } from './document-list.tsx'
import './documents.css'
import { OrderReport } from './order-report.tsx'
import { PlanList } from './plan-list.tsx'
import { useDocumentsTexts } from './texts.ts'

/** What I had made and what is made by itself each month: how far it is, and where to fetch it. */
export function DocumentsPage() {
  const say = useDocumentsTexts()
  const mayExport = useMay('matters.list')
  const mayReport = useMay('figures.read')
  const [ordering, setOrdering] = useState(false)
  if (!mayExport && !mayReport) return <NoPermission />
  return (
    <div className="documents">
      <header className="documents-head">
        <div>
          <h1>{say('title')}</h1>
          <p className="linli-quiet">{say(mayReport ? 'intro' : 'introExports')}</p>
        </div>
        {mayReport && (
          <Button type="primary" onClick={() => setOrdering(true)}>
            {say('order.open')}
          </Button>
        )}
      </header>
      <section aria-label={say('list.title')}>
        <h2>{say('list.title')}</h2>
        <DocumentList />
      </section>
      {mayReport && (
        <section aria-label={say('plans.title')}>
          <h2>{say('plans.title')}</h2>
          <PlanList />
        </section>
      )}
      {ordering && <OrderReport onClose={() => setOrdering(false)} />}
    </div>
  )
}
