import { cardLevels, endStates, eventStates, type MatterKind, matterKinds } from '@linli/contract'
import { isOneOf, useSharedTexts } from '@linli/ui'
import { Button, Checkbox, Select } from 'antd'
import { CategorySelect } from '../../parts/category-select.tsx'
import type { MapSearch } from './map-search.ts'
import { useMapPageTexts } from './texts.ts'
import type { DrawnLevels } from './use-drawn-levels.ts'

const openStates = eventStates.filter((state) => !endStates.includes(state))
const filters = ['state', 'light', 'card', 'category', 'kind', 'area'] as const

/** What is looked for, and which boundaries are drawn. */
export function MapFilters({
  search,
  levels,
  onChange,
}: {
  search: MapSearch
  levels: DrawnLevels
  onChange: (part: { [K in keyof MapSearch]: MapSearch[K] | undefined }) => void
}) {
  const say = useMapPageTexts()
  const shared = useSharedTexts()
  const isFiltered = filters.some((name) => search[name] !== undefined)
  return (
    <section className="map-filters" aria-label={say('filters')}>
      <Select
        aria-label={say('state')}
        placeholder={say('state')}
        allowClear
        style={{ width: 120 }}
        value={search.state ?? null}
        onChange={(state) => onChange({ state: state ?? undefined })}
        options={openStates.map((state) => ({ value: state, label: shared(`states.${state}`) }))}
      />
      <Select
        aria-label={say('card')}
        placeholder={say('card')}
        allowClear
        style={{ width: 120 }}
        value={search.card ?? null}
        onChange={(card) => onChange({ card: card ?? undefined })}
        options={cardLevels.map((card) => ({ value: card, label: shared(`cardLevels.${card}`) }))}
      />
      <div className="map-filter-wide">
        <label htmlFor="map-category" className="linli-unseen">
          {say('category')}
        </label>
        <CategorySelect
          id="map-category"
          key={search.category ?? ''}
          placeholder={say('category')}
          {...(search.category && { value: search.category })}
          onChange={(category) => onChange({ category })}
        />
      </div>
      <Select
        aria-label={say('kind')}
        placeholder={say('kind')}
        allowClear
        style={{ width: 120 }}
        value={search.kind ?? null}
        onChange={(kind: MatterKind | null) => onChange({ kind: kind ?? undefined })}
        options={matterKinds.map((kind) => ({ value: kind, label: shared(`matterKinds.${kind}`) }))}
      />
      {isFiltered && (
        <Button type="link" onClick={() => onChange(Object.fromEntries(filters.map((name) => [name, undefined])))}>
          {say('clear')}
        </Button>
      )}
      <fieldset className="map-outlines">
        <legend className="linli-unseen">{say('outlines')}</legend>
        <span aria-hidden className="linli-quiet">
          {say('outlines')}
        </span>
        {levels.all.map(({ code, name }) => (
          <Checkbox
            key={code}
            checked={isOneOf(levels.shown, code)}
            title={code === levels.largest ? undefined : say('fromNear')}
            onChange={({ target }) =>
              onChange({
                outlines: levels.all
                  .map((one) => one.code)
                  .filter((one) => (one === code ? target.checked : levels.shown.includes(one)))
                  .join(','),
              })
            }
          >
            {name}
          </Checkbox>
        ))}
      </fieldset>
    </section>
  )
}
