import type { NextStep, NextStepKind } from '@linli/contract'
import { actionName, clockName, Empty, Loading, QueryError, useLanguage, useSharedTexts, When } from '@linli/ui'
import { Button, Checkbox } from 'antd'
import { useSupervisionTexts } from './texts.ts'
import { useNextSteps } from './use-supervision.ts'

/** What happens by itself in the area unless somebody acts, in order of time. */
export function NextSteps({
  area,
  kind,
  onKind,
  onOpen,
}: {
  area: string | undefined
  kind: NextStepKind
  onKind: (kind: NextStepKind | undefined) => void
  onOpen: (matterId: string) => void
}) {
  const say = useSupervisionTexts()
  return (
    <>
      <h2>{say('next')}</h2>
      <p className="linli-quiet linli-small">{say('nextHint')}</p>
      <Checkbox checked={kind === 'all'} onChange={(event) => onKind(event.target.checked ? 'all' : undefined)}>
        {say('nextAll')}
      </Checkbox>
      <StepList area={area} kind={kind} onOpen={onOpen} />
    </>
  )
}

/** The steps of an area, or of one matter. */
export function StepList({
  onOpen,
  ...asked
}: {
  area: string | undefined
  matter?: string
  kind: NextStepKind
  /** Without it the steps are of the matter being looked at. */
  onOpen?: (matterId: string) => void
}) {
  const say = useSupervisionTexts()
  const steps = useNextSteps(asked)
  if (steps.isPending) return <Loading />
  if (steps.isError) return <QueryError error={steps.error} onRetry={() => void steps.refetch()} />
  const rows = steps.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <Empty text={say('nextNone')} />
  return (
    <>
      <ol className="step-list">
        {rows.map((step) => (
          <li key={step.clockId} data-level={step.level}>
            <When at={step.at} />
            <StepSentence step={step} />
            {onOpen && (
              <button type="button" className="step-matter" onClick={() => onOpen(step.matter.id)}>
                {step.matter.text || step.matter.number}
                <small className="linli-quiet">
                  {step.matter.area.name} · {step.matter.number}
                </small>
              </button>
            )}
          </li>
        ))}
      </ol>
      {steps.hasNextPage && (
        <Button block loading={steps.isFetchingNextPage} onClick={() => void steps.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </>
  )
}

function StepSentence({ step }: { step: NextStep }) {
  const say = useSupervisionTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const words = { clock: clockName(step.clock, shared), area: step.area?.name ?? '' }
  if (step.level !== null) return <p>{say(`raises.${step.level}`, words)}</p>
  if (step.step === 'limit_passed') return <p>{say(step.clock === 'supervision' ? 'passesCard' : 'passes', words)}</p>
  if (step.step === 'limit_near') return <p>{say('near', words)}</p>
  return <p>{say('ends', { action: actionName(step.step, shared, language, step.matter.kind) })}</p>
}
