import type { ReportReceipt } from '@linli/contract'
import { Empty, useStored, When, writeStored } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import Button from 'antd-mobile/es/components/button'
import { CheckCircleOutline, ClockCircleOutline } from 'antd-mobile-icons'
import { useEffect } from 'react'
import { toast } from '../../app/toast.tsx'
import { useOutbox } from '../../outbox/use-outbox.ts'
import { useReportTexts } from './texts.ts'

export const sentUnder = 'linli.report.sent'

/** What the reporter takes away: the number, who has it, and the code that opens it without an account. */
export function SentPage() {
  const say = useReportTexts()
  const [stored] = useStored(sentUnder)
  if (!stored) {
    return (
      <Empty text={say('sent.none')}>
        <Link to="/">{say('sent.home')}</Link>
      </Empty>
    )
  }
  const receipt = JSON.parse(stored) as ReportReceipt | { kept: string }
  if ('kept' in receipt) return <KeptReport id={receipt.kept} />
  return (
    <div className="sent">
      <p className="sent-mark">
        <CheckCircleOutline aria-hidden />
      </p>
      <h1>{say('sent.title')}</h1>
      <section className="card">
        <dl className="facts">
          <dt>{say('sent.number')}</dt>
          <dd>
            <strong>{receipt.number}</strong>
          </dd>
          <dt>{say('sent.holder')}</dt>
          <dd>
            {say('sent.holderDesk', { area: receipt.area.name })}
            {receipt.located === 'nearest' && <small>{say('sent.nearest')}</small>}
            {receipt.located === 'by_address' && <small>{say('sent.byAddress')}</small>}
          </dd>
          {receipt.dueAt && (
            <>
              <dt>{say('sent.due')}</dt>
              <dd>
                <When at={receipt.dueAt} due />
              </dd>
            </>
          )}
        </dl>
      </section>
      {receipt.receiptCode && <Code code={receipt.receiptCode} />}
      {receipt.receiptCode ? (
        <Link to="/m" hash={receipt.receiptCode} className="big-link">
          {say('sent.follow')}
        </Link>
      ) : (
        <Link to="/matters/$matterId" params={{ matterId: receipt.matterId }} className="big-link">
          {say('sent.follow')}
        </Link>
      )}
      <Link to="/" className="plain-link">
        {say('sent.home')}
      </Link>
    </div>
  )
}

/** It was written down on this phone and goes out by itself; when its answer is there this page becomes the one with the number. */
function KeptReport({ id }: { id: string }) {
  const say = useReportTexts()
  const answer = useOutbox()?.sent.find((item) => item.id === id)?.answer
  useEffect(() => {
    if (answer) writeStored(sentUnder, JSON.stringify(answer))
  }, [answer])
  return (
    <div className="sent">
      <p className="sent-mark">
        <ClockCircleOutline aria-hidden />
      </p>
      <h1>{say('sent.keptTitle')}</h1>
      <p>{say('sent.kept')}</p>
      <Link to="/waiting" className="big-link">
        {say('sent.waiting')}
      </Link>
      <Link to="/" className="plain-link">
        {say('sent.home')}
      </Link>
    </div>
  )
}

function Code({ code }: { code: string }) {
  const say = useReportTexts()
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    toast(say('sent.copied'))
  }
  return (
    <section className="card centre" aria-labelledby="receipt-code-title">
      <h2 id="receipt-code-title">{say('sent.code')}</h2>
      <p className="receipt-code">
        {halvesOf(code).map((half) => (
          <span key={half}>{half}</span>
        ))}
      </p>
      <div className="button-pair">
        <Button color="primary" onClick={() => void copy(code)}>
          {say('sent.copyCode')}
        </Button>
        <Button onClick={() => void copy(`${location.origin}/m#${encodeURIComponent(code)}`)}>{say('sent.copyLink')}</Button>
      </div>
      <p className="hint">{say('sent.codeHint')}</p>
    </section>
  )
}

/** A long code in two halves, broken at a dash and nowhere else. */
function halvesOf(code: string): string[] {
  const groups = code.split('-')
  if (groups.length < 4) return [code]
  const middle = Math.ceil(groups.length / 2)
  return [`${groups.slice(0, middle).join('-')}-`, groups.slice(middle).join('-')]
}
