import type { Me } from '@linli/contract'
import { useSharedTexts, useExpired } from '@linli/ui'
import { useState } from 'react'
import { Sheet } from '../../parts/sheet.tsx'
import { PhoneForm } from './phone-form.tsx'
import { StaffForm } from './staff-form.tsx'
import { useSessionTexts } from './texts.ts'

/** Signs in over the page when a session ended; the page below keeps what was typed. */
export default function SignInAgain({ me }: { me: Me }) {
  const say = useSessionTexts()
  const shared = useSharedTexts()
  const expired = useExpired()
  const [hidden, setHidden] = useState(false)
  const Form = me.kind === 'staff' ? StaffForm : PhoneForm
  if (!expired || hidden) return null
  return (
    <Sheet title={say('again.title')} onClose={() => setHidden(true)}>
      <p className="hint">{shared('problems.signInAgain')}</p>
      <Form onDone={() => setHidden(false)} />
    </Sheet>
  )
}
