import { useSharedTexts } from '@linli/ui'
import Input from 'antd-mobile/es/components/input'
import { useMe } from '../../app/session.ts'
import { useCity } from '../../parts/use-city.ts'
import type { Draft } from './draft.ts'
import { useReportTexts } from './texts.ts'

/** How to reach the reporter, and whether the handled party may know who it was. */
export function ContactField({ draft, change, wrong }: { draft: Draft; change: (part: Partial<Draft>) => void; wrong: boolean }) {
  const say = useReportTexts()
  const privacy = useCity()?.privacy
  const me = useMe()
  const shared = useSharedTexts()
  const honorary = me?.posts.some((post) => post.role === 'honorary_worker')
  return (
    <section className="card">
      <h2>
        <span className="step">4</span>
        {say('who.title')}
      </h2>
      {me?.accountId ? (
        <p className="hint">
          {say('who.account')}
          {honorary && say('who.role', { role: shared('roles.honorary_worker') })}
        </p>
      ) : (
        <>
          <label className="field">
            <span>{say('who.phone')}</span>
            <Input
              id="report-phone"
              type="tel"
              inputMode="numeric"
              autoComplete="tel"
              maxLength={11}
              value={draft.phone}
              onChange={(phone) => change({ phone: phone.replace(/\D/g, '') })}
              placeholder={say('who.phoneHint')}
            />
          </label>
          {wrong && (
            <p className="wrong" role="alert">
              {say('who.phoneWrong')}
            </p>
          )}
          <p className="hint">{say('who.receipt')}</p>
        </>
      )}
      {privacy && <p className="hint">{privacy}</p>}
      <label className="tick">
        <input type="checkbox" checked={draft.anonymous} onChange={(event) => change({ anonymous: event.target.checked })} />
        <span>
          {say('who.anonymous')}
          <small>{say('who.anonymousHint')}</small>
        </span>
      </label>
    </section>
  )
}
