import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { figureComparisons } from '@linli/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented, Tag } from 'antd'
import { CategoryTree } from '../../parts/category-tree.tsx'
import { Choice } from '../../parts/choice.tsx'
import { type PeriodUnit, periodUnits, steppedTo } from './period.ts'
import { usePeriodWords } from './period-words.ts'
import { useFiguresTexts } from './texts.ts'
import { todayInCity, type useChosenPeriod } from './use-figures.ts'

/** When, against what, and of which category. */
export function PeriodChoice({ chosen }: { chosen: ReturnType<typeof useChosenPeriod> }) {
  const say = useFiguresTexts()
  const words = usePeriodWords()
  const search = useSearch({ from: '/figures' })
  const navigate = useNavigate({ from: '/figures' })
  const { unit, on, period, running } = chosen
  const go = (next: Partial<typeof search>) => void navigate({ search: { ...search, ...next } })
  const step = (by: 1 | -1) => go({ on: steppedTo(unit, on, by) })
  return (
    <div className="period-choice">
      <Segmented<PeriodUnit>
        aria-label={say('unit')}
        value={unit}
        options={periodUnits.map((value) => ({ value, label: say(`units.${value}`) }))}
        onChange={(value) => go({ unit: value === 'month' ? undefined : value })}
      />
      <span className="period-steps">
        <Button size="small" type="text" icon={<LeftOutlined />} aria-label={say('earlier')} onClick={() => step(-1)} />
        <output className="period-name">{words.period(unit, period)}</output>
        <Button
          size="small"
          type="text"
          icon={<RightOutlined />}
          aria-label={say('later')}
          disabled={period.to >= todayInCity()}
          onClick={() => step(1)}
        />
        {running ? (
          <Tag>{say('running')}</Tag>
        ) : (
          <Button size="small" type="link" onClick={() => go({ on: undefined })}>
            {say('now')}
          </Button>
        )}
      </span>
      <label className="figures-field">
        <span className="linli-unseen">{say('against')}</span>
        <Choice
          id="figures-against"
          value={search.against ?? 'previous'}
          options={figureComparisons.map((value) => ({ value, label: say(`againsts.${value}`) }))}
          onChange={(against) => go({ against: against === 'previous' ? undefined : against })}
        />
      </label>
      <label className="figures-field" htmlFor="figures-category">
        <span className="linli-unseen">{say('category')}</span>
        <CategoryTree
          id="figures-category"
          value={search.category}
          placeholder={say('everyCategory')}
          width={180}
          onChange={(category) => go({ category })}
        />
      </label>
    </div>
  )
}
