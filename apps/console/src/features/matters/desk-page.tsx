import { Loading, NoPermission } from '@linli/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import type { MatterView } from '@linli/contract'
import type { DeskSearch } from './desk-search.ts'
import { useMay } from '../../app/session.ts'
import { useKeys } from '../../app/use-keys.ts'
import { useKinds } from '../../parts/use-kinds.ts'
import { filtersOf } from './list/filters.ts'
import { MatterList } from './list/matter-list.tsx'
import { PhoneSearchContext, usePhoneSearch } from './list/phone-search.ts'
import { useDeskList } from './list/use-desk-list.ts'
import { useEnterOpens } from './list/use-enter-opens.ts'
import { useCounts, ViewList, viewToStartWith } from './list/view-list.tsx'
import { MatterPanel } from './one/matter-panel.tsx'
import { useSelection } from './selection.ts'

/** The place of work: views and their matters on the left, the chosen matter beside them. All of it is in the address, but for a phone number. */
export function DeskPage() {
  const search = useSearch({ from: '/desk' })
  const allowed = useMay('matters.list')
  // States and actions of tasks, wishes, errands and disputes are named by their own tables.
  const kinds = useKinds()
  const [phone, look] = useState('')
  const phoneSearch = useMemo(() => ({ phone, look }), [phone])
  if (!allowed) return <NoPermission />
  if (kinds.isPending) return <Loading />
  return (
    <PhoneSearchContext value={phoneSearch}>
      <div className="desk">
        <ViewList />
        {search.view ? <Chosen key={search.view} view={search.view} search={search} /> : <ChooseView />}
      </div>
    </PhoneSearchContext>
  )
}

function Chosen({ view, search }: { view: MatterView; search: DeskSearch }) {
  const { phone } = usePhoneSearch()
  const desk = useDeskList({ ...filtersOf(search), ...(phone && { q: phone }) })
  const { matter } = search
  const navigate = useNavigate({ from: '/desk' })
  const selection = useSelection()
  const step = (by: 1 | -1) => {
    const at = desk.rows.findIndex((row) => row.id === matter)
    const next = desk.rows[at === -1 ? 0 : at + by]
    if (next) void navigate({ to: '/desk', search: (now) => ({ ...now, matter: next.id }), replace: true })
    else if (by === 1 && desk.list.hasNextPage && !desk.list.isFetchingNextPage) void desk.list.fetchNextPage()
  }
  useKeys({ j: () => step(1), k: () => step(-1), x: matter === undefined ? undefined : () => selection.toggle(matter) })
  useEnterOpens()
  return (
    <>
      <MatterList view={view} search={search} desk={desk} />
      <MatterPanel key={matter} matterId={matter} />
    </>
  )
}

/** Without a view in the address the first with something to do is chosen, once, so that the list does not jump as counts change. */
function ChooseView() {
  const counts = useCounts()
  const navigate = useNavigate({ from: '/desk' })
  const view = counts.data ? viewToStartWith(counts.data.counts) : counts.isError ? 'open' : null
  useEffect(() => {
    if (view) void navigate({ to: '/desk', search: { view }, replace: true })
  }, [view, navigate])
  return null
}
