import { type NoticeChannel, type NoticeGroup, type NoticePreferences } from '@linli/contract'
import { Loading, NoPermission, problemOf, QueryError, useProblemText } from '@linli/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { toast } from '../../app/toast.tsx'
import { Addresses } from './addresses.tsx'
import './notices.css'
import { useNoticeSettingsTexts } from './texts.ts'

const key = ['notice-preferences']
const nightFrom = '21:00'
const nightTo = '08:00'
const morning = '08:30'
const groups: readonly NoticeGroup[] = ['progress', 'my_turn', 'work', 'overdue']
/** What residents have nothing to do with is not asked of them. */
const ofStaff: readonly NoticeGroup[] = ['work', 'overdue']

/** Of what, how, when and where somebody wants to be told. */
export function NoticeSettingsPage() {
  const say = useNoticeSettingsTexts()
  const me = useMe()
  const preferences = useQuery({ queryKey: key, queryFn: () => api.getNoticePreferences(), enabled: Boolean(me?.accountId) })
  if (me === undefined) return <Loading />
  if (!me?.accountId)
    return (
      <>
        <h1>{say('title')}</h1>
        <Link to="/sign-in" search={{ next: '/notices/settings' }} className="big-link">
          {say('signIn')}
        </Link>
      </>
    )
  if (preferences.isPending) return <Loading />
  if (!preferences.data)
    return problemOf(preferences.error)?.code === 'not_allowed' ? (
      <NoPermission />
    ) : (
      <QueryError error={preferences.error} onRetry={() => void preferences.refetch()} />
    )
  return (
    <>
      <h1>{say('title')}</h1>
      <Choices given={preferences.data} isStaff={me.kind === 'staff'} />
      {preferences.data.channels.length > 0 && <Addresses given={preferences.data} />}
    </>
  )
}

function Choices({ given, isStaff }: { given: NoticePreferences; isStaff: boolean }) {
  const say = useNoticeSettingsTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const [{ choices, quiet, digestAt }, setForm] = useState({ choices: given.choices, quiet: given.quiet, digestAt: given.digestAt })
  const change = (part: object) => setForm((before) => ({ ...before, ...part }))
  const save = useMutation({
    mutationFn: () => api.setNoticePreferences({ body: { choices, quiet, digestAt } }),
    onSuccess: (saved) => {
      queries.setQueryData(key, saved)
      toast(say('saved'))
    },
  })
  if (given.channels.length === 0) return <p className="card">{say('noChannels')}</p>
  const toggle = (group: NoticeGroup, channel: NoticeChannel) => {
    const before = choices[group]
    const after = before.includes(channel) ? before.filter((one) => one !== channel) : [...before, channel]
    change({ choices: { ...choices, [group]: after } })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <section className="card">
        {groups
          .filter((group) => isStaff || !ofStaff.includes(group))
          .map((group) => (
            <fieldset key={group}>
              <legend>{say(`groups.${group}`)}</legend>
              {given.channels.map((channel) => (
                <Tick
                  key={channel}
                  label={say(`channels.${channel}`)}
                  on={choices[group].includes(channel)}
                  onChange={() => toggle(group, channel)}
                />
              ))}
            </fieldset>
          ))}
      </section>
      <section className="card">
        <Tick label={say('quiet')} on={quiet !== null} onChange={(on) => change({ quiet: on ? { from: nightFrom, to: nightTo } : null })} />
        <p className="hint">{say('quietHint')}</p>
        {quiet && (
          <div className="time-pair">
            <Time label={say('from')} value={quiet.from} onChange={(from) => change({ quiet: { ...quiet, from } })} />
            <Time label={say('to')} value={quiet.to} onChange={(to) => change({ quiet: { ...quiet, to } })} />
          </div>
        )}
        <Tick label={say('digest')} on={digestAt !== null} onChange={(on) => change({ digestAt: on ? morning : null })} />
        {digestAt && <Time label={say('digestAt')} value={digestAt} onChange={(at) => change({ digestAt: at })} />}
      </section>
      {save.error && (
        <p className="wrong" role="alert">
          {problemText(save.error)}
        </p>
      )}
      <Button block type="submit" size="large" color="primary" loading={save.isPending}>
        {say('save')}
      </Button>
    </form>
  )
}

function Tick({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="tick tick-row">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  )
}

function Time({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="time"
        className="native-select"
        value={value}
        required
        onChange={(event) => event.target.value && onChange(event.target.value.slice(0, 5))}
      />
    </label>
  )
}
