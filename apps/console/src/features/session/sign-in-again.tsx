import { useSharedTexts } from '@linli/ui'
import { Modal } from 'antd'
import { SignInForm } from './sign-in-form.tsx'
import { useSessionTexts } from './texts.ts'

/** Signs in over the page when a session ended; the page below stays as it is, with everything typed. */
export default function SignInAgain() {
  const say = useSessionTexts()
  const shared = useSharedTexts()
  return (
    <Modal open title={say('again')} footer={null} closable={false} keyboard={false} mask={{ closable: false }} width={460} zIndex={2000}>
      <p className="linli-quiet">{shared('problems.signInAgain')}</p>
      <SignInForm />
    </Modal>
  )
}
