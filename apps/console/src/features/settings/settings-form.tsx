import { type CitySettings, type CitySettingsInput, secondFactorRules } from '@linli/contract'
import { problemOf, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { Conflict } from './conflict.tsx'
import { InBoth } from './in-both.tsx'
import { LevelNames } from './level-names.tsx'
import { Phones } from './phones.tsx'
import { differences, inputOf } from './settings-values.ts'
import { useSettingsTexts } from './texts.ts'

const draftKey = 'linli.draft.settings'

/** All settings in one form. What is typed and not saved is kept; when somebody was faster both sides are shown. */
export function SettingsForm({ present }: { present: CitySettings }) {
  const say = useSettingsTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const mayWrite = useMay('settings.write')
  const [form] = Form.useForm<CitySettingsInput>()
  const [draft] = useState(readDraft)
  const [typed, setTyped] = useState<CitySettingsInput>(() => draft?.settings ?? inputOf(present))
  // A draft was begun on a version; when that is no longer in force, both sides are shown at once.
  const [basedOn, setBasedOn] = useState(draft?.version ?? present.version)
  const [theirs, setTheirs] = useState<CitySettings | null>(draft && draft.version !== present.version ? present : null)
  const save = useMutation({
    mutationFn: ({ expectedVersion, settings }: { expectedVersion: number; settings: CitySettingsInput }) =>
      api.changeSettings({ body: { expectedVersion, settings }, idempotencyKey: keyFor([expectedVersion, settings]) }),
    onSuccess: (saved) => {
      sessionStorage.removeItem(draftKey)
      message.success(say('saved'))
      queries.setQueryData(['settings'], saved)
      void queries.invalidateQueries({ queryKey: ['levels'] })
    },
    onError: (error) => {
      const now = problemOf(error)?.facts?.['present'] as CitySettings | undefined
      if (now) setTheirs(now)
    },
  })
  const keep = (settings: CitySettingsInput, version = basedOn) => {
    setTyped(settings)
    sessionStorage.setItem(draftKey, JSON.stringify({ version, settings }))
  }
  const take = (settings: CitySettings) => {
    sessionStorage.removeItem(draftKey)
    queries.setQueryData(['settings'], settings)
    form.setFieldsValue(inputOf(settings))
    setTyped(inputOf(settings))
    setBasedOn(settings.version)
    setTheirs(null)
  }
  const isChanged = differences(inputOf(theirs ?? present), typed).length > 0
  return (
    <Form<CitySettingsInput>
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={!mayWrite}
      initialValues={typed}
      // Whole, with the codes of the levels, which have no field.
      onValuesChange={() => keep(form.getFieldsValue(true) as CitySettingsInput)}
      onFinish={() => save.mutate({ expectedVersion: basedOn, settings: form.getFieldsValue(true) as CitySettingsInput })}
    >
      {!mayWrite && <Alert type="info" showIcon title={say('readOnly')} />}
      <section className="settings-block">
        <h2>{say('name')}</h2>
        <p className="linli-quiet">{say('nameHint')}</p>
        <InBoth name="name" label={say('name')} most={40} required />
      </section>
      <section className="settings-block">
        <h2>{say('texts')}</h2>
        <p className="linli-quiet">{say('textsHint')}</p>
        <InBoth name={['texts', 'welcome']} label={say('welcome')} most={120} />
        <InBoth name={['texts', 'privacy']} label={say('privacy')} most={1000} rows={3} />
        <Phones />
      </section>
      <LevelNames levels={present.levels} />
      <section className="settings-block">
        <h2>{say('signIn')}</h2>
        <div className="settings-pair">
          <Form.Item
            name={['signIn', 'idleMinutes']}
            label={say('idle')}
            extra={say('idleHint')}
            rules={[{ required: true, message: say('required') }]}
          >
            <InputNumber min={15} max={1440} precision={0} />
          </Form.Item>
          <Form.Item
            name={['signIn', 'absoluteHours']}
            label={say('absolute')}
            extra={say('absoluteHint')}
            rules={[{ required: true, message: say('required') }]}
          >
            <InputNumber min={1} max={720} precision={0} />
          </Form.Item>
        </div>
        <Form.Item name={['signIn', 'secondFactor']} label={say('secondFactor')} extra={say('secondFactorHint')}>
          <Select style={{ maxWidth: 320 }} options={secondFactorRules.map((value) => ({ value, label: say(`secondFactors.${value}`) }))} />
        </Form.Item>
      </section>
      {theirs && (
        <Conflict
          theirs={theirs}
          mine={typed}
          pending={save.isPending}
          onTheirs={() => take(theirs)}
          onMine={() => {
            setBasedOn(theirs.version)
            keep(typed, theirs.version)
            save.mutate({ expectedVersion: theirs.version, settings: typed })
          }}
        />
      )}
      {save.isError && !theirs && <Alert type="error" showIcon title={problemText(save.error)} />}
      {mayWrite && (
        <div className="settings-foot">
          <Button type="primary" htmlType="submit" size="large" loading={save.isPending} disabled={!isChanged || theirs !== null}>
            {say('save')}
          </Button>
          {isChanged && !theirs && <Button onClick={() => take(present)}>{say('undo')}</Button>}
          <span className="linli-quiet">{say(isChanged ? 'kept' : 'unchanged')}</span>
        </div>
      )}
    </Form>
  )
}

function readDraft(): { version: number; settings: CitySettingsInput } | null {
  try {
    return JSON.parse(sessionStorage.getItem(draftKey) ?? 'null') as { version: number; settings: CitySettingsInput } | null
  } catch {
    return null
  }
}
