import { NoPermission } from '@linli/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useMay } from '../../app/session.ts'
import { CycleList } from './cycle-list.tsx'
import { CycleView } from './cycle-view.tsx'
import './evaluations.css'
import { RubricList } from './rubric-list.tsx'
import { SheetDrawer } from './sheet-drawer.tsx'
import { useEvaluationsTexts } from './texts.ts'

/** How areas and organisations are evaluated: the cycles, one of them, and by which rubrics. */
export function EvaluationsPage() {
  const say = useEvaluationsTexts()
  const { tab = 'cycles', cycle, sheet } = useSearch({ from: '/evaluations' })
  const navigate = useNavigate({ from: '/evaluations' })
  if (!useMay('evaluations.read')) return <NoPermission />
  return (
    <div className="evaluations">
      {cycle === undefined ? (
        <>
          <h1>{say('title')}</h1>
          <p className="linli-quiet">{say('intro')}</p>
          <Tabs
            activeKey={tab}
            onChange={(key) => void navigate({ search: key === 'rubrics' ? { tab: 'rubrics' } : {} })}
            items={[
              { key: 'cycles', label: say('cycles'), children: <CycleList /> },
              { key: 'rubrics', label: say('rubrics'), children: <RubricList /> },
            ]}
            destroyOnHidden
          />
        </>
      ) : (
        <CycleView key={cycle} cycleId={cycle} />
      )}
      {sheet !== undefined && (
        <SheetDrawer key={sheet} sheetId={sheet} onClose={() => void navigate({ search: ({ sheet: _closed, ...search }) => search })} />
      )}
    </div>
  )
}
