import type { Matter } from '@linli/contract'
import { Empty, LightBadge, Loading, QueryError, Timeline, useSharedTexts } from '@linli/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useEffect } from 'react'
import { api } from '../../../app/api.ts'
import { ActionBar } from '../actions/action-bar.tsx'
import { updateRow } from '../list/use-desk-list.ts'
import { useMattersTexts } from '../texts.ts'
import { MatterSide } from './matter-side.tsx'

/** The chosen matter: what was said, who has what until when, everything that happened, and what I may do. */
export function MatterPanel({ matterId }: { matterId: string | undefined }) {
  const say = useMattersTexts()
  return (
    <section className="matter-panel" aria-label={say('one.label')}>
      {matterId ? <Loaded matterId={matterId} /> : <Empty text={say('one.choose')} />}
    </section>
  )
}

function Loaded({ matterId }: { matterId: string }) {
  const queries = useQueryClient()
  const matter = useQuery({ queryKey: ['matter', matterId], queryFn: () => api.getMatter({ params: { matterId } }) })
  const { data } = matter
  useEffect(() => {
    if (data) updateRow(queries, data)
  }, [queries, data])
  if (matter.isPending) return <Loading />
  if (!data) return <QueryError error={matter.error} onRetry={() => void matter.refetch()} />
  return <Whole matter={data} />
}

function Whole({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  return (
    <>
      <div className="panel-head">
        <Head matter={matter} />
        <ActionBar matter={matter} />
      </div>
      <div className="panel-body">
        <div className="panel-main">
          <section className="block">
            <h2>{say('one.said')}</h2>
            <p className="said">{matter.text}</p>
          </section>
          {matter.refusal && (
            <section className="block">
              <h2>{say('one.refusal')}</h2>
              <Refusal refusal={matter.refusal} />
            </section>
          )}
          {matter.publicAnswer && (
            <section className="block">
              <h2>{say('one.answer')}</h2>
              <p className="said">{matter.publicAnswer}</p>
            </section>
          )}
          {matter.rating && (
            <section className="block">
              <h2>{say('one.rating')}</h2>
              <p>
                {say(matter.rating.solved ? 'one.solved' : 'one.unsolved')} · {say('one.stars', { count: matter.rating.stars })}
              </p>
              {matter.rating.words && <p className="said">{matter.rating.words}</p>}
            </section>
          )}
          <section className="block">
            <h2>{say('one.timeline')}</h2>
            <Timeline entries={matter.timeline} />
          </section>
        </div>
        <MatterSide matter={matter} />
      </div>
    </>
  )
}

function Head({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(matter.number)
    message.success(say('one.copied'))
  }
  return (
    <div className="matter-head">
      <h1>{shared(`states.${matter.state}`)}</h1>
      <LightBadge light={matter.light} />
      <span className={`severity severity-${matter.severity}`}>{shared(`severities.${matter.severity}`)}</span>
      {matter.reworkCount > 0 && <span className="severity severity-complex">{say('one.rework', { count: matter.reworkCount })}</span>}
      {matter.solvedOnSpot && <span className="severity">{say('one.spot')}</span>}
      <Button type="text" size="small" title={say('one.copyNumber')} onClick={() => void copy()}>
        {matter.number}
      </Button>
    </div>
  )
}

function Refusal({ refusal }: { refusal: NonNullable<Matter['refusal']> }) {
  const shared = useSharedTexts()
  return (
    <>
      <p>
        <strong>{shared(`refusalReasons.${refusal.reason}`)}</strong>
      </p>
      <p className="said">{refusal.words}</p>
    </>
  )
}
