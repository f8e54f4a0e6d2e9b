import type { ReportReceipt } from '@linli/contract'
import { Link } from '@tanstack/react-router'
import { Button, Result } from 'antd'
import { useCallsTexts } from './texts.ts'

/** What to tell the caller before hanging up. */
export function CallSent({ receipt, onNext }: { receipt: ReportReceipt; onNext: () => void }) {
  const say = useCallsTexts()
  return (
    <Result
      status="success"
      title={say('sent')}
      subTitle={
        <>
          <p className="call-number">{say('number', { number: receipt.number, area: receipt.area.name })}</p>
          {receipt.receiptCode && <p className="call-number">{say('code', { code: receipt.receiptCode })}</p>}
        </>
      }
      extra={[
        <Link key="open" to="/desk" search={{ view: 'all', matter: receipt.matterId }} className="linli-button">
          {say('open')}
        </Link>,
        <Button key="next" type="primary" size="large" autoFocus onClick={onNext}>
          {say('next')}
        </Button>,
      ]}
    />
  )
}
