import type { Matter } from '@linli/contract'
import { Empty, Loading, QueryError, Timeline, useSharedTexts } from '@linli/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { api } from '../../../app/api.ts'
import { ActionBar, WithActions } from '../actions/action-bar.tsx'
import { updateRow } from '../list/use-desk-list.ts'
import { useMattersTexts } from '../texts.ts'
import { Cards } from './cards.tsx'
import { EntryFiles } from './entry-files.tsx'
import { FormFacts } from './form-facts.tsx'
import { MatterHead } from './matter-head.tsx'
import { MatterSide } from './matter-side.tsx'
import { BulkBar } from '../bulk/bulk-bar.tsx'
import { Requests } from './requests.tsx'
import { UndoOffer } from './undo-offer.tsx'
import './one.css'

/** The chosen matter: what was said, who has what until when, everything that happened, and what I may do. */
export function MatterPanel({ matterId }: { matterId: string | undefined }) {
  const say = useMattersTexts()
  return (
    <section className="matter-panel" aria-label={say('one.label')}>
      <BulkBar />
      <UndoOffer />
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
  const shared = useSharedTexts()
  return (
    <WithActions matter={matter}>
      {(bar) => (
        <>
          <div className="panel-head">
            <MatterHead matter={matter} />
            <ActionBar matter={matter} {...bar} />
          </div>
          <div className="panel-body">
            <div className="panel-main">
              {matter.requests.length > 0 && <Requests matter={matter} />}
              <Block title={matter.kind === 'event' ? say('one.said') : shared('fields.text')}>
                <p className="said">{matter.text}</p>
                <EntryFiles files={matter.files.filter((file) => file.seq === 1)} />
              </Block>
              {matter.cards.length > 0 && <Cards matter={matter} />}
              {matter.kind !== 'event' && <FormFacts matter={matter} />}
              {matter.refusal && (
                <Block title={say('one.refusal')}>
                  <Refusal refusal={matter.refusal} />
                </Block>
              )}
              {matter.publicAnswer && (
                <Block title={say('one.answer')}>
                  <p className="said">{matter.publicAnswer}</p>
                </Block>
              )}
              {matter.rating && (
                <Block title={say('one.rating')}>
                  <Rating rating={matter.rating} />
                </Block>
              )}
              <Block title={say('one.timeline')}>
                <Timeline entries={matter.timeline} kind={matter.kind} below={filesBelow(matter)} />
              </Block>
            </div>
            <MatterSide matter={matter} />
          </div>
        </>
      )}
    </WithActions>
  )
}

/** What came with each entry after the first, whose files stand with what was said. */
function filesBelow(matter: Matter) {
  return ({ seq }: { seq: number }) => (seq > 1 ? <EntryFiles files={matter.files.filter((file) => file.seq === seq)} /> : null)
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="block">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Refusal({ refusal }: { refusal: NonNullable<Matter['refusal']> }) {
  const shared = useSharedTexts()
  return (
    <>
      <p>
        <strong>{shared(`refusalReasons.${refusal.reason}`)}</strong>
      </p>
      {refusal.words && <p className="said">{refusal.words}</p>}
    </>
  )
}

function Rating({ rating }: { rating: NonNullable<Matter['rating']> }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  return (
    <>
      <p>
        <strong>
          {say(rating.solved ? 'one.solved' : 'one.unsolved')} · {say('one.stars', { count: rating.stars })}
        </strong>{' '}
        <span className="linli-quiet">{say(`one.givenBy.${rating.givenBy}`)}</span>
      </p>
      {rating.reasons.length > 0 && (
        <p>{rating.reasons.map((reason) => shared(`ratingReasons.${reason}`)).join(shared('timeline.comma'))}</p>
      )}
      {rating.words && <p className="said">{rating.words}</p>}
    </>
  )
}
