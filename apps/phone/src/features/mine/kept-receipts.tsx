import { When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { useReceipts } from '../../parts/receipts.ts'
import { useMineTexts } from './texts.ts'

/** The receipts this phone remembers for somebody who reports without an account. */
export function KeptReceipts() {
  const say = useMineTexts()
  const { receipts, forget } = useReceipts()
  if (receipts.length === 0) return null
  return (
    <>
      <h3 className="section-title small">{say('kept')}</h3>
      {receipts.map((receipt) => (
        <div key={receipt.matterId} className="card kept">
          <Link to="/m" hash={receipt.code} className="kept-link">
            <span className="matter-card-text">{receipt.text}</span>
            <span className="linli-quiet linli-small">
              {receipt.number} · <When at={receipt.at} />
            </span>
            <span className="matter-card-state">{say('open')}</span>
          </Link>
          <button type="button" className="text-button" onClick={() => forget(receipt.matterId)}>
            {say('forget')}
          </button>
        </div>
      ))}
    </>
  )
}
