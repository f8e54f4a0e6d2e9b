import { Link, useNavigate } from '@tanstack/react-router'
import { PhoneForm } from './phone-form.tsx'
import { StaffForm } from './staff-form.tsx'
import { useSessionTexts } from './texts.ts'

export function SignInPage() {
  const say = useSessionTexts()
  const navigate = useNavigate()
  return (
    <>
      <h1>{say('phone.title')}</h1>
      <section className="card">
        <p className="hint">{say('phone.words')}</p>
        <PhoneForm onDone={() => void navigate({ to: '/' })} />
      </section>
      <Link to="/m" className="plain-link">
        {say('receipt.title')}
      </Link>
      <Link to="/sign-in/staff" className="plain-link">
        {say('phone.staff')}
      </Link>
    </>
  )
}

export function StaffSignInPage() {
  const say = useSessionTexts()
  const navigate = useNavigate()
  return (
    <>
      <h1>{say('staff.title')}</h1>
      <section className="card">
        <StaffForm onDone={() => void navigate({ to: '/' })} />
      </section>
      <Link to="/sign-in" className="plain-link">
        {say('staff.resident')}
      </Link>
    </>
  )
}
