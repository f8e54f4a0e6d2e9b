import { NoPermission } from '@linli/ui'
import { useState } from 'react'
import { useMay, useMe } from '../../app/session.ts'
import { CallForm } from './call-form.tsx'
import { CallSent, type Told } from './call-sent.tsx'
import { useCallsTexts } from './texts.ts'
import './calls.css'

/** Takes down what somebody says on the telephone. */
export function CallPage() {
  const say = useCallsTexts()
  const me = useMe()
  const allowed = useMay('matters.report_for_others')
  const [told, setTold] = useState<Told | null>(null)
  if (!allowed || !me?.accountId) return <NoPermission />
  return (
    <div className="call-page">
      <h1>{say('title')}</h1>
      {told ? <CallSent told={told} onNext={() => setTold(null)} /> : <CallForm accountId={me.accountId} onTold={setTold} />}
    </div>
  )
}
