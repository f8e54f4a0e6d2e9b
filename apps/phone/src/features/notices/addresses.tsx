import type { ContactAddress, NoticePreferences } from '@linli/contract'
import { useProblemText } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Input from 'antd-mobile/es/components/input'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { toast } from '../../app/toast.tsx'
import { CodeField } from '../../parts/code-field.tsx'
import { useNoticeSettingsTexts } from './texts.ts'

/** Where notices go besides the phone number of the account: confirmed by a code before anything is sent there. */
export function Addresses({ given }: { given: NoticePreferences }) {
  const say = useNoticeSettingsTexts()
  const queries = useQueryClient()
  const again = () => void queries.invalidateQueries({ queryKey: ['notice-preferences'] })
  const mayAdd = given.channels.some((channel) => channel === 'mail' || channel === 'sms')
  return (
    <section className="card addresses" aria-labelledby="addresses-title">
      <h2 id="addresses-title">{say('addresses')}</h2>
      {given.addresses.length === 0 && <p className="hint">{say('none')}</p>}
      <ul>
        {given.addresses.map((address) => (
          <Row key={address.id} address={address} onChanged={again} />
        ))}
      </ul>
      {mayAdd && <Add onChanged={again} />}
    </section>
  )
}

function Row({ address, onChanged }: { address: ContactAddress; onChanged: () => void }) {
  const say = useNoticeSettingsTexts()
  const problemText = useProblemText()
  const remove = useMutation({
    mutationFn: () => api.removeContactAddress({ params: { addressId: address.id } }),
    onSuccess: onChanged,
  })
  const name = address.channel === 'push' ? say('thisDevice', { where: address.masked }) : address.masked
  return (
    <li>
      <div className="address">
        <span>
          {name}
          {address.confirmedAt === null && <small>{say('unconfirmed')}</small>}
        </span>
        <button
          type="button"
          className="text-button"
          aria-label={say('removeOf', { address: name })}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {say('remove')}
        </button>
      </div>
      {remove.error && (
        <p className="wrong" role="alert">
          {problemText(remove.error)}
        </p>
      )}
      {address.confirmedAt === null && <Confirm address={address} onChanged={onChanged} />}
    </li>
  )
}

function Confirm({ address, onChanged }: { address: ContactAddress; onChanged: () => void }) {
  const say = useNoticeSettingsTexts()
  const problemText = useProblemText()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => api.confirmContactAddress({ params: { addressId: address.id }, body: { code } }),
    onSuccess: () => {
      toast(say('confirmed'))
      onChanged()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        confirm.mutate()
      }}
    >
      <CodeField label={say('code')} value={code} onChange={setCode} />
      {confirm.error && (
        <p className="wrong" role="alert">
          {problemText(confirm.error)}
        </p>
      )}
      <Button block type="submit" color="primary" disabled={code.length !== 6} loading={confirm.isPending}>
        {say('confirm')}
      </Button>
    </form>
  )
}

function Add({ onChanged }: { onChanged: () => void }) {
  const say = useNoticeSettingsTexts()
  const problemText = useProblemText()
  const [typed, setTyped] = useState('')
  const address = typed.trim()
  const add = useMutation({
    mutationFn: () => api.addContactAddress({ body: { channel: address.includes('@') ? 'mail' : 'sms', address } }),
    onSuccess: ({ masked }) => {
      toast(say('codeSent', { address: masked }))
      setTyped('')
      onChanged()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <label className="field">
        <span>{say('add')}</span>
        <Input value={typed} onChange={setTyped} autoCapitalize="none" maxLength={200} />
      </label>
      {add.error && (
        <p className="wrong" role="alert">
          {problemText(add.error)}
        </p>
      )}
      <Button block type="submit" disabled={address.length < 6} loading={add.isPending}>
        {say('sendCode')}
      </Button>
    </form>
  )
}
