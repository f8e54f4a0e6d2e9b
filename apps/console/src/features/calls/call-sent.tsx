import type { ReportReceipt } from '@linli/contract'
import { formatDue, useLanguage } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { aloud } from './aloud.ts'
import { useCallsTexts } from './texts.ts'

/** What came of a call: registered anew, or the caller added to a matter, as one of so many. */
export interface Told {
  matterId: string
  number: string
  receiptCode: string | null
  area: ReportReceipt['area'] | null
  dueAt: string | null
  /** How many have met it; null when it was registered anew. */
  joined: number | null
}

/** What to say to the caller before hanging up, in words one can say on the telephone. */
export function CallSent({ told, onNext }: { told: Told; onNext: () => void }) {
  const say = useCallsTexts()
  const language = useLanguage()
  const { number, receiptCode, area, dueAt, joined } = told
  const date = dueAt && formatDue(dueAt, language).text
  return (
    <section className="call-sent" aria-live="polite">
      <h2>{say(joined === null ? 'sent' : 'joined')}</h2>
      {joined !== null && <p className="linli-quiet">{say('joinedCount', { count: joined })}</p>}
      <p className="linli-quiet">{say('readOut')}</p>
      <blockquote>
        <p>{say(joined === null ? 'told' : 'toldJoined')}</p>
        <p className="call-aloud" aria-label={number}>
          {aloud(number)}
        </p>
        {area && <p>{date ? say('toldWho', { area: area.name, date }) : say('toldWhoNoDate', { area: area.name })}</p>}
        {receiptCode && (
          <>
            <p>{say('toldCode')}</p>
            <p className="call-aloud">{aloud(receiptCode)}</p>
            <p>{say('toldCodeHint')}</p>
          </>
        )}
      </blockquote>
      <div className="form-buttons">
        <Button type="primary" size="large" autoFocus onClick={onNext}>
          {say('next')}
        </Button>
        <Link to="/desk" search={{ view: 'all', matter: told.matterId }} className="linli-button">
          {say('open')}
        </Link>
      </div>
    </section>
  )
}
