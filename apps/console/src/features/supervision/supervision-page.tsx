import { type CardState, cardLevels, cardStates } from '@linli/contract'
import { NoPermission, useSharedTexts } from '@linli/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import { useMay } from '../../app/session.ts'
import { AreaCounts } from './area-counts.tsx'
import { CardList } from './card-list.tsx'
import { MatterDrawer } from './matter-drawer.tsx'
import { NextSteps } from './next-steps.tsx'
import './supervision.css'
import { useSupervisionTexts } from './texts.ts'

/** The cards of my areas: where they are, the oldest first, and what presses harder by itself next. */
export function SupervisionPage() {
  const say = useSupervisionTexts()
  const shared = useSharedTexts()
  const search = useSearch({ from: '/supervision' })
  const navigate = useNavigate({ from: '/supervision' })
  const state: CardState = search.state ?? 'open'
  if (!useMay('supervision.read')) return <NoPermission />
  const go = (next: Partial<typeof search>) => void navigate({ search: { ...search, ...next } })
  return (
    <div className="supervision">
      <section className="supervision-areas" aria-label={say('areas')}>
        <AreaCounts area={search.area} />
      </section>
      <section className="supervision-cards" aria-label={say('cards')}>
        <div className="supervision-filters">
          <Segmented<CardState>
            aria-label={say('state')}
            value={state}
            options={cardStates.map((value) => ({ value, label: say(`states.${value}`) }))}
            onChange={(value) => go({ state: value === 'open' ? undefined : value })}
          />
          <Select
            aria-label={say('level')}
            value={search.level ?? ''}
            options={[
              { value: '', label: say('anyLevel') },
              ...cardLevels.map((value) => ({ value, label: shared(`cardLevels.${value}`) })),
            ]}
            onChange={(value) => go({ level: cardLevels.find((one) => one === value) })}
          />
        </div>
        <CardList area={search.area} level={search.level} state={state} onOpen={(matter) => go({ matter })} />
      </section>
      <section className="supervision-next" aria-label={say('next')}>
        <NextSteps
          area={search.area}
          kind={search.next ?? 'pressing'}
          onKind={(next) => go({ next })}
          onOpen={(matter) => go({ matter })}
        />
      </section>
      <MatterDrawer matterId={search.matter} onClose={() => go({ matter: undefined })} />
    </div>
  )
}
