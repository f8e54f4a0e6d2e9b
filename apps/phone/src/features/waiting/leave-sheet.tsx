import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { sendBeforeLeaving } from '../../outbox/leave.ts'
import { Sheet } from '../../parts/sheet.tsx'
import { useWaitingTexts } from './texts.ts'

/** Asks before signing out throws away what was not sent: send it first, give it up, or stay. */
export default function LeaveSheet({ unsent, onLeave, onStay }: { unsent: number; onLeave: () => void; onStay: () => void }) {
  const say = useWaitingTexts()
  const [left, setLeft] = useState<number | null>(null)
  const [sending, setSending] = useState(false)
  const send = async () => {
    setSending(true)
    const still = await sendBeforeLeaving()
    setSending(false)
    setLeft(still)
    if (still === 0) onLeave()
  }
  return (
    <Sheet title={say('leave.title')} onClose={onStay}>
      <p>{say('leave.words', { count: left ?? unsent })}</p>
      {left !== null && left > 0 && (
        <p className="wrong" role="alert">
          {say('leave.still', { count: left })}
        </p>
      )}
      <div className="buttons">
        <Button block size="large" color="primary" loading={sending} loadingText={say('trying')} onClick={() => void send()}>
          {say('leave.send')}
        </Button>
        <Button block size="large" color="danger" fill="outline" disabled={sending} onClick={onLeave}>
          {say('leave.giveUp')}
        </Button>
        <Button block size="large" onClick={onStay}>
          {say('leave.stay')}
        </Button>
      </div>
    </Sheet>
  )
}
