import { NoPermission } from '@linli/ui'
import { useSearch } from '@tanstack/react-router'
import { useMay } from '../../app/session.ts'
import './audit.css'
import { AuditFilters } from './audit-filters.tsx'
import { AuditTable } from './audit-table.tsx'
import { ChainCheck } from './chain-check.tsx'
import { useAuditTexts } from './texts.ts'

/** Who did what when, and whether anybody changed what is written. */
export function AuditPage() {
  const say = useAuditTexts()
  const search = useSearch({ from: '/audit' })
  if (!useMay('audit.read')) return <NoPermission />
  return (
    <div className="audit-page">
      <div>
        <h1>{say('title')}</h1>
        <p className="linli-quiet">{say('intro')}</p>
      </div>
      <ChainCheck number={search.number} />
      <section className="audit-trail" aria-label={say('title')}>
        <AuditFilters key={JSON.stringify(search)} search={search} />
        <AuditTable search={search} />
      </section>
    </div>
  )
}
