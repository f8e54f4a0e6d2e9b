import { cardLevels, endStates, eventStates, type ListFilters, matterKinds, matterSources } from '@linli/contract'
import { instantInCity, useSharedTexts, wallClock } from '@linli/ui'
import { Form, Input, Select } from 'antd'
import { AreaSelect } from '../../../parts/area-select.tsx'
import { OrganisationSelect } from '../../../parts/organisation-select.tsx'
import { CategoryTree } from '../../../parts/category-tree.tsx'
import { useListTexts } from './texts.ts'

const lights = ['red', 'yellow', 'green'] as const
const dayMs = 86_400_000

/** Everything a list can be narrowed by. Each choice counts at once, so that one sees what it does. */
export function FilterForm({ filters, onChange }: { filters: ListFilters; onChange: (next: Partial<ListFilters>) => void }) {
  const say = useListTexts()
  const shared = useSharedTexts()
  const choices = <W extends string>(words: readonly W[], name: (word: W) => string) =>
    words.map((value) => ({ value, label: name(value) }))
  return (
    <Form layout="vertical" size="small" className="filter-form" aria-label={say('filter')}>
      <Form.Item label={say('fields.light')} htmlFor="filter-light">
        <Select
          id="filter-light"
          allowClear
          value={filters.light ?? null}
          options={choices(lights, (light) => shared(`lights.${light}`))}
          onChange={(light: ListFilters['light']) => onChange({ light })}
        />
      </Form.Item>
      <Form.Item label={say('fields.state')} htmlFor="filter-state">
        <Select
          id="filter-state"
          allowClear
          value={filters.state ?? null}
          options={choices(
            eventStates.filter((state) => isOfView(filters.view, state)),
            (state) => shared(`states.${state}`),
          )}
          onChange={(state: string | undefined) => onChange({ state })}
        />
      </Form.Item>
      <Form.Item label={say('fields.kind')} htmlFor="filter-kind">
        <Select
          id="filter-kind"
          allowClear
          value={filters.kind ?? null}
          options={choices(matterKinds, (kind) => shared(`matterKinds.${kind}`))}
          onChange={(kind: ListFilters['kind']) => onChange({ kind })}
        />
      </Form.Item>
      <Form.Item label={say('fields.source')} htmlFor="filter-source">
        <Select
          id="filter-source"
          allowClear
          value={filters.source ?? null}
          options={choices(matterSources, (source) => shared(`sources.${source}`))}
          onChange={(source: ListFilters['source']) => onChange({ source })}
        />
      </Form.Item>
      <Form.Item label={say('fields.categoryCode')} htmlFor="filter-category" className="filter-wide">
        <CategoryTree id="filter-category" value={filters.categoryCode} onChange={(categoryCode) => onChange({ categoryCode })} />
      </Form.Item>
      <Form.Item label={say('fields.areaId')} htmlFor="filter-area" className="filter-wide">
        <AreaSelect id="filter-area" placeholder={say('areaHint')} value={filters.areaId} onChange={(areaId) => onChange({ areaId })} />
      </Form.Item>
      <Form.Item label={say('fields.organisationId')} htmlFor="filter-organisation">
        <OrganisationSelect
          id="filter-organisation"
          {...(filters.organisationId && { value: filters.organisationId })}
          onChange={(organisationId) => onChange({ organisationId })}
        />
      </Form.Item>
      <Form.Item label={say('fields.cardLevel')} htmlFor="filter-card">
        <Select
          id="filter-card"
          allowClear
          value={filters.cardLevel ?? null}
          options={choices(cardLevels, (level) => shared(`cardLevels.${level}`))}
          onChange={(cardLevel: ListFilters['cardLevel']) => onChange({ cardLevel })}
        />
      </Form.Item>
      <Form.Item label={say('fields.reportedFrom')} htmlFor="filter-from">
        <Input
          id="filter-from"
          type="date"
          defaultValue={filters.reportedFrom ? wallClock(filters.reportedFrom).slice(0, 10) : ''}
          onChange={(event) => onChange({ reportedFrom: startOf(event.target.value) })}
        />
      </Form.Item>
      <Form.Item label={say('fields.reportedTo')} htmlFor="filter-to">
        <Input
          id="filter-to"
          type="date"
          defaultValue={filters.reportedTo ? wallClock(dayBefore(filters.reportedTo)).slice(0, 10) : ''}
          onChange={(event) => onChange({ reportedTo: endOf(event.target.value) })}
        />
      </Form.Item>
    </Form>
  )
}

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
