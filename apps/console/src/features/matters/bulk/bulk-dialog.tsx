import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, LoadingOutlined } from '@ant-design/icons'
import { stateName, useLanguage, useSharedTexts } from '@linli/ui'
import { Button, Modal, Progress } from 'antd'
import { useCategories } from '../../../parts/use-categories.ts'
import { useOrganisations } from '../../../parts/organisation-select.tsx'
import { type BulkAction, isDoable, type Plan } from './bulk-plan.ts'
import { useBulkTexts } from './texts.ts'
import { type Fate, useBulk } from './use-bulk.ts'

/** First what would be done with each and what cannot, then how it goes, with a way to stop. */
export function BulkDialog({ action, onClose }: { action: BulkAction; onClose: () => void }) {
  const say = useBulkTexts()
  const bulk = useBulk(action)
  const { plans, fates, phase, doable, left, all } = bulk
  const refused = plans.length - doable.length
  const done = doable.length - left.length
  return (
    <Modal
      open
      title={say(action)}
      width={720}
      onCancel={onClose}
      mask={{ closable: phase !== 'running' }}
      footer={
        phase === 'running' ? (
          <Button onClick={bulk.stop}>{say('stop')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{say('close')}</Button>
            {left.length > 0 && phase !== 'preparing' && (
              <Button type="primary" autoFocus onClick={() => void bulk.start()}>
                {phase === 'over' ? say('again', { count: left.length }) : say(`start.${action}`, { count: left.length })}
              </Button>
            )}
          </>
        )
      }
    >
      <output className="bulk-summary">
        {phase === 'preparing' && say('preparing', { done: plans.length, all })}
        {phase === 'ready' && (doable.length > 0 ? say(`will.${action}`, { count: doable.length }) : say('nothing'))}
        {phase === 'ready' && refused > 0 && ` · ${say('cannotCount', { count: refused })}`}
        {phase === 'running' && say('running', { done, all: doable.length })}
        {phase === 'over' && say('finished', { done })}
        {phase === 'over' && left.length > 0 && ` · ${say('leftOver', { count: left.length })}`}
        {phase === 'over' && refused > 0 && ` · ${say('cannotCount', { count: refused })}`}
      </output>
      {(phase === 'preparing' || phase === 'running') && (
        <Progress
          percent={Math.round(phase === 'preparing' ? (plans.length / all) * 100 : (done / Math.max(1, doable.length)) * 100)}
          aria-label={say(action)}
        />
      )}
      <ul className="bulk-list" aria-label={say('list')}>
        {plans
          .toSorted((a, b) => Number(isDoable(b)) - Number(isDoable(a)))
          .map((plan) => (
            <Line key={plan.matterId} plan={plan} fate={fates.get(plan.matterId)} isRunning={phase === 'running'} />
          ))}
      </ul>
    </Modal>
  )
}

function Line({ plan, fate, isRunning }: { plan: Plan; fate: Fate | undefined; isRunning: boolean }) {
  const said = useSaid(plan)
  const say = useBulkTexts()
  const waiting = fate === undefined && isRunning && isDoable(plan)
  return (
    <li data-can={isDoable(plan)} data-fate={fate?.at}>
      <span className="bulk-text">
        {plan.matter?.text ?? plan.matterId}
        <small>{plan.matter?.number}</small>
      </span>
      <span className="bulk-said">
        {said}
        {(fate || waiting) && (
          <small>
            <FateIcon fate={fate} /> {fate?.at === 'refused' ? fate.why : say(`results.${fate?.at ?? 'waiting'}`)}
          </small>
        )}
      </span>
    </li>
  )
}

function FateIcon({ fate }: { fate: Fate | undefined }) {
  if (fate?.at === 'done') return <CheckCircleOutlined aria-hidden />
  if (fate?.at === 'refused') return <CloseCircleOutlined aria-hidden />
  return fate?.at === 'running' ? <LoadingOutlined aria-hidden /> : <ClockCircleOutlined aria-hidden />
}

/** What will be done with one matter, or why nothing can, in a sentence. */
function useSaid(plan: Plan): string {
  const say = useBulkTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const categories = useCategories()
  const { data, nameOf } = useOrganisations()
  if (plan.can === 'accept')
    return say('asCategory', { category: categories.pathOf(plan.categoryCode), severity: shared(`severities.${plan.severity}`) })
  if (plan.can === 'dispatch') {
    const organisation = data?.items.find((one) => one.id === plan.proposal.leadOrganisationId)
    return say('toOrganisation', { organisation: organisation ? nameOf(organisation) : '' })
  }
  return say(`because.${plan.because}`, { state: plan.matter ? stateName(plan.matter, shared, language) : '' })
}
