import { cardLevels, endStates, eventStates, type ListFilters, matterKinds, matterSources } from '@linli/contract'
import { instantInCity, useSharedTexts, wallClock } from '@linli/ui'
import { ConfigProvider } from 'antd'
import type { ReactNode } from 'react'
import { AreaSelect } from '../../../parts/area-select.tsx'
import { Choice } from '../../../parts/choice.tsx'
import { OrganisationSelect } from '../../../parts/organisation-select.tsx'
import { CategoryTree } from './category-tree.tsx'
import { useListTexts } from './texts.ts'

const lights = ['red', 'yellow', 'green'] as const
const dayMs = 86_400_000

/** Everything a list can be narrowed by. Each choice counts at once, so that one sees what it does. */
export function FilterForm({ filters, onChange }: { filters: ListFilters; onChange: (next: Partial<ListFilters>) => void }) {
  const say = useListTexts()
  const shared = useSharedTexts()
  const choices = <W extends string>(words: readonly W[], name: (word: W) => string) =>
    words.map((value) => ({ value, label: name(value) }))
  const states = eventStates.filter((state) => isOfView(filters.view, state))
  return (
    <ConfigProvider componentSize="small">
      <search className="filter-form" aria-label={say('filter')}>
        <Field name="light" id="filter-light">
          <Choice
            id="filter-light"
            value={filters.light}
            options={choices(lights, (light) => shared(`lights.${light}`))}
            onChange={(light) => onChange({ light })}
          />
        </Field>
        <Field name="state" id="filter-state">
          <Choice
            id="filter-state"
            value={states.find((state) => state === filters.state)}
            options={choices(states, (state) => shared(`states.${state}`))}
            onChange={(state) => onChange({ state })}
          />
        </Field>
        <Field name="kind" id="filter-kind">
          <Choice
            id="filter-kind"
            value={filters.kind}
            options={choices(matterKinds, (kind) => shared(`matterKinds.${kind}`))}
            onChange={(kind) => onChange({ kind })}
          />
        </Field>
        <Field name="source" id="filter-source">
          <Choice
            id="filter-source"
            value={filters.source}
            options={choices(matterSources, (source) => shared(`sources.${source}`))}
            onChange={(source) => onChange({ source })}
          />
        </Field>
        <Field name="cardLevel" id="filter-card">
          <Choice
            id="filter-card"
            value={filters.cardLevel}
            options={choices(cardLevels, (level) => shared(`cardLevels.${level}`))}
            onChange={(cardLevel) => onChange({ cardLevel })}
          />
        </Field>
        <Field name="organisationId" id="filter-organisation">
          <OrganisationSelect
            id="filter-organisation"
            {...(filters.organisationId && { value: filters.organisationId })}
            onChange={(organisationId) => onChange({ organisationId })}
          />
        </Field>
        <Field name="categoryCode" id="filter-category" wide>
          <CategoryTree id="filter-category" value={filters.categoryCode} onChange={(categoryCode) => onChange({ categoryCode })} />
        </Field>
        <Field name="areaId" id="filter-area" wide>
          <AreaSelect id="filter-area" placeholder={say('areaHint')} value={filters.areaId} onChange={(areaId) => onChange({ areaId })} />
        </Field>
        <Field name="reportedFrom" id="filter-from">
          <input
            id="filter-from"
            className="choice"
            type="date"
            defaultValue={filters.reportedFrom ? wallClock(filters.reportedFrom).slice(0, 10) : ''}
            onChange={(event) => onChange({ reportedFrom: startOf(event.target.value) })}
          />
        </Field>
        <Field name="reportedTo" id="filter-to">
          <input
            id="filter-to"
            className="choice"
            type="date"
            defaultValue={filters.reportedTo ? wallClock(dayBefore(filters.reportedTo)).slice(0, 10) : ''}
            onChange={(event) => onChange({ reportedTo: endOf(event.target.value) })}
          />
        </Field>
      </search>
    </ConfigProvider>
  )
}

function Field({ name, id, wide = false, children }: { name: FieldName; id: string; wide?: boolean; children: ReactNode }) {
  const say = useListTexts()
  return (
    <div className={wide ? 'filter-wide' : undefined}>
      <label htmlFor={id}>{say(`fields.${name}`)}</label>
      {children}
    </div>
  )
}
type FieldName =
  | 'light'
  | 'state'
  | 'kind'
  | 'source'
  | 'categoryCode'
  | 'areaId'
  | 'organisationId'
  | 'cardLevel'
  | 'reportedFrom'
  | 'reportedTo'

/** The last day that counts: the end of a period is not itself in it. */
export function dayBefore(reportedTo: string): string {
  return new Date(Date.parse(reportedTo) - dayMs).toISOString()
}

function startOf(day: string): string | undefined {
  return (day && instantInCity(`${day}T00:00`)) || undefined
}

function endOf(day: string): string | undefined {
  const start = startOf(day)
  return start && startOf(wallClock(new Date(Date.parse(start) + 1.5 * dayMs)).slice(0, 10))
}

function isOfView(view: ListFilters['view'], state: string): boolean {
  if (view === 'all' || view === 'mine' || view === 'followed') return true
  return endStates.includes(state) === (view === 'ended')
}
