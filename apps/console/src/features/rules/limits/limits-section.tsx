import { areaClasses, type LimitRow, severities } from '@linli/contract'
import { Loading, QueryError, useSharedTexts } from '@linli/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { CategorySelect } from '../../../parts/category-select.tsx'
import { useLimits, useMayChangeCity } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { EndLimit } from './end-limit.tsx'
import { LimitForm } from './limit-form.tsx'
import { LimitTable } from './limit-table.tsx'
import { useClockName } from './limit-words.tsx'

/** Every limit of the city, filtered by the address. */
export function LimitsSection() {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const clockName = useClockName()
  const search = useSearch({ from: '/rules/limits' })
  const navigate = useNavigate()
  const mayChange = useMayChangeCity()
  const limits = useLimits()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<LimitRow | null>(null)
  if (limits.isPending) return <Loading />
  if (limits.isError) return <QueryError error={limits.error} onRetry={() => void limits.refetch()} />
  const { items } = limits.data
  const clocks = [...new Set(items.map((limit) => limit.clock))]
  const filter = (change: Partial<typeof search>) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value)
    void navigate({ to: '/rules/limits', search: Object.fromEntries(next), replace: !('change' in change) })
  }
  const changing = items.find((limit) => limit.id === search.change)
  const shown = items.filter(
    (limit) =>
      (!search.clock || limit.clock === search.clock) &&
      (!search.category || limit.categoryCode === search.category) &&
      (!search.severity || limit.severity === search.severity) &&
      (!search.areaClass || limit.areaClass === search.areaClass),
  )
  return (
    <div className="rules-wide">
      <p className="linli-quiet">{say('limits.hint')}</p>
      <search className="rules-filters">
        <Select
          allowClear
          aria-label={say('limits.clock')}
          placeholder={say('limits.clock')}
          value={search.clock ?? null}
          onChange={(clock: string | null) => filter({ clock: clock ?? '' })}
          options={clocks.map((clock) => ({ value: clock, label: clockName(clock) }))}
        />
        <span className="rules-filter-wide">
          <label className="linli-unseen" htmlFor="limits-category">
            {say('limits.category')}
          </label>
          <CategorySelect
            id="limits-category"
            placeholder={say('limits.category')}
            {...(search.category && { value: search.category })}
            onChange={(category) => filter({ category: category ?? '' })}
          />
        </span>
        <Select
          allowClear
          aria-label={say('categories.severity')}
          placeholder={say('categories.severity')}
          value={search.severity ?? null}
          onChange={(severity: string | null) => filter({ severity: severity ?? '' })}
          options={severities.map((one) => ({ value: one, label: shared(`severities.${one}`) }))}
        />
        <Select
          allowClear
          aria-label={say('limits.areaClass')}
          placeholder={say('limits.areaClass')}
          value={search.areaClass ?? null}
          onChange={(areaClass: string | null) => filter({ areaClass: areaClass ?? '' })}
          options={areaClasses.map((one) => ({ value: one, label: say(`areaClasses.${one}`) }))}
        />
        <span className="top-space" />
        {mayChange && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {say('limits.add')}
          </Button>
        )}
      </search>
      <LimitTable limits={shown} {...(mayChange && { onChange: (limit: LimitRow) => filter({ change: limit.id }), onEnd: setEnding })} />
      {mayChange && changing && <LimitForm key={changing.id} limit={changing} onClose={() => filter({ change: '' })} />}
      {adding && <LimitForm clocks={clocks} onClose={() => setAdding(false)} />}
      {ending && <EndLimit limit={items.find((one) => one.id === ending.id) ?? ending} onClose={() => setEnding(null)} />}
    </div>
  )
}
