import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { PhoneForm } from './phone-form.tsx'
import { StaffForm } from './staff-form.tsx'
import { useSessionTexts } from './texts.ts'

export function SignInPage() {
  const say = useSessionTexts()
  const { next } = useSearch({ from: '/sign-in' })
  const goOn = useGoOn()
  return (
    <>
      <h1>{say('phone.title')}</h1>
      <section className="card">
        <p className="hint">{say('phone.words')}</p>
        <PhoneForm onDone={() => goOn(next)} />
      </section>
      <Link to="/m" className="plain-link">
        {say('receipt.title')}
      </Link>
      <Link to="/sign-in/staff" search={next ? { next } : {}} className="plain-link">
        {say('phone.staff')}
      </Link>
    </>
  )
}

export function StaffSignInPage() {
  const say = useSessionTexts()
  const { next } = useSearch({ from: '/sign-in/staff' })
  const goOn = useGoOn()
  return (
    <>
      <h1>{say('staff.title')}</h1>
      <section className="card">
        <StaffForm onDone={() => goOn(next)} />
      </section>
      <Link to="/sign-in" search={next ? { next } : {}} className="plain-link">
        {say('staff.resident')}
      </Link>
    </>
  )
}

/** Goes on to where somebody was kept from for want of a session, otherwise home. */
function useGoOn(): (next: string | undefined) => void {
  const { history } = useRouter()
  return (next = '/') => history.replace(next)
}
