import type { ReportPlan } from '@linli/contract'
import { Empty, Loading, QueryError, useLanguage, useProblemText } from '@linli/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { AddPlan } from './add-plan.tsx'
import { plansKey } from './plans-key.ts'
import { useDocumentsTexts } from './texts.ts'

/** The reports my desk or I have by themselves each month. */
export function PlanList() {
  const say = useDocumentsTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const [adding, setAdding] = useState(false)
  const plans = useQuery({ queryKey: plansKey, queryFn: async () => (await api.listReportPlans()).items })
  const end = useMutation({
    mutationFn: (planId: string) => api.endReportPlan({ params: { planId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: plansKey }),
  })
  if (plans.isPending) return <Loading />
  if (plans.isError && !plans.data) return <QueryError error={plans.error} onRetry={() => void plans.refetch()} />
  return (
    <>
      {end.error && <Alert type="error" showIcon closable title={problemText(end.error)} className="documents-problem" />}
      {plans.data.length === 0 ? (
        <Empty text={say('plans.none')}>
          <Button onClick={() => setAdding(true)}>{say('plans.add')}</Button>
        </Empty>
      ) : (
        <>
          <ul className="plan-list">
            {plans.data.map((plan) => (
              <li key={plan.id}>
                <Sentence plan={plan} />
                <Popconfirm title={say('plans.endAsk')} okText={say('plans.end')} onConfirm={() => end.mutate(plan.id)}>
                  <Button
                    size="small"
                    loading={end.isPending && end.variables === plan.id}
                    aria-label={say('plans.endOf', { area: plan.area.name })}
                  >
                    {say('plans.end')}
                  </Button>
                </Popconfirm>
              </li>
            ))}
          </ul>
          <Button onClick={() => setAdding(true)}>{say('plans.add')}</Button>
        </>
      )}
      {adding && <AddPlan onClose={() => setAdding(false)} />}
    </>
  )
}

function Sentence({ plan }: { plan: ReportPlan }) {
  const say = useDocumentsTexts()
  const language = useLanguage()
  return (
    <div>
      {say('plans.sentence', {
        area: plan.area.name,
        day: plan.day,
        format: say(`formats.${plan.format}`),
        language: say(`languages.${plan.locale}`),
      })}
      <div className="linli-quiet linli-small">
        {say(plan.desk ? 'plans.toDesk' : 'plans.toPerson', { desk: plan.desk?.name ?? '', who: plan.setUpBy })} ·{' '}
        {say('plans.next', { day: sayDay(plan.nextOn, language) })}
      </div>
    </div>
  )
}

function sayDay(day: string, language: 'zh' | 'en'): string {
  const how = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', how).format(new Date(day))
}
