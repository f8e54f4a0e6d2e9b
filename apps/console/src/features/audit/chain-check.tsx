import type { ChainReport } from '@linli/contract'
import { useProblemText, When } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useAuditTexts } from './texts.ts'

/** Recomputes the chain of one matter or of the latest ones, and says in words what it found. */
export function ChainCheck({ number }: { number: string | undefined }) {
  const say = useAuditTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const [what, setWhat] = useState<'last' | 'one'>(number ? 'one' : 'last')
  const [last, setLast] = useState(100)
  const [typed, setTyped] = useState(number ?? '')
  const check = useMutation({
    mutationFn: () => api.checkChains({ body: what === 'one' ? { number: typed.trim() } : { last } }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['audit'] }),
  })
  return (
    <section className="chain-check" aria-labelledby="chain-check-title">
      <h2 id="chain-check-title">{say('check.title')}</h2>
      <p className="linli-quiet">{say('check.hint')}</p>
      <div className="chain-check-row">
        <Segmented<'last' | 'one'>
          aria-label={say('check.what')}
          value={what}
          options={[
            { value: 'last', label: say('check.last') },
            { value: 'one', label: say('check.one') },
          ]}
          onChange={setWhat}
        />
        {what === 'last' ? (
          <InputNumber
            aria-label={say('check.count')}
            min={1}
            max={2000}
            precision={0}
            value={last}
            onChange={(count) => setLast(count ?? 100)}
          />
        ) : (
          <Input
            aria-label={say('check.one')}
            placeholder={say('number')}
            maxLength={20}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <Button type="primary" loading={check.isPending} disabled={what === 'one' && typed.trim() === ''} onClick={() => check.mutate()}>
          {say('check.run')}
        </Button>
      </div>
      <div aria-live="polite">
        {check.isError && <Alert type="warning" showIcon title={problemText(check.error)} />}
        {check.data && <Report report={check.data} isOne={what === 'one'} />}
      </div>
    </section>
  )
}

function Report({ report, isOne }: { report: ChainReport; isOne: boolean }) {
  const say = useAuditTexts()
  const { matters, entries, broken, differing, firstReportedAt, lastReportedAt } = report
  const numbers = new Set([...broken.map((one) => one.number), ...differing])
  const when = (
    <p className="linli-quiet linli-small">
      {say('check.at')} <When at={report.checkedAt} />
    </p>
  )
  if (matters === 0) return <Alert type="info" showIcon title={say('check.nothing')} description={when} />
  if (numbers.size === 0)
    return (
      <Alert
        type="success"
        showIcon
        title={isOne || matters === 1 ? say('check.holdsOne', { entries }) : say('check.holds', { matters, entries })}
        description={
          <>
            {matters > 1 && firstReportedAt && lastReportedAt && (
              <p className="linli-quiet linli-small">
                <When at={firstReportedAt} /> – <When at={lastReportedAt} />
              </p>
            )}
            {when}
          </>
        }
      />
    )
  return (
    <Alert
      type="error"
      showIcon
      title={say('check.broken', { matters, count: numbers.size })}
      description={
        <>
          <ul>
            {broken.map((one) => (
              <li key={one.number}>{say('check.brokenAt', { number: one.number, entry: one.brokenAt })}</li>
            ))}
            {differing.map((one) => (
              <li key={one}>{say('check.differs', { number: one })}</li>
            ))}
          </ul>
          {when}
        </>
      }
    />
  )
}
