import type { PlaceSuggestion, Point } from '@linli/contract'
import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Button, Form, type FormInstance, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useSettled } from '../../parts/use-settled.ts'
import { type CallFields, pointIn } from './call-draft.ts'
import { useCallsTexts } from './texts.ts'

/** Where it is: by words, with areas and earlier addresses offered while typing, or by coordinates. */
export function PlaceFields({
  form,
  draft,
  search,
  onPoint,
}: {
  form: FormInstance<CallFields>
  draft: CallFields
  search: boolean
  /** The place of a chosen address; null once it is another one. */
  onPoint: (point: Point | null, address: string) => void
}) {
  const say = useCallsTexts()
  const [byCoordinates, setByCoordinates] = useState(Boolean(draft.coordinates))
  // What is found after the clerk has gone on must not cover what they type next.
  const [wanted, setWanted] = useState(false)
  const asked = useSettled((draft.address ?? '').trim(), 250)
  const found = useQuery({
    enabled: search && asked.length >= 2,
    queryKey: ['places', asked],
    queryFn: ({ signal }) => api.suggestPlaces({ query: { search: asked.slice(0, 60) } }, signal),
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
  const places = asked.length >= 2 ? (found.data?.items ?? []) : []
  const needsAddress = { required: pointIn(draft.coordinates) === null, whitespace: true, message: say('required') }
  return (
    <>
      <Form.Item
        name="address"
        label={say('address')}
        rules={[needsAddress]}
        extra={draft.point && !draft.coordinates ? say('located') : undefined}
      >
        <AutoComplete
          options={optionsOf(places, (kind) => say(`placeKinds.${kind}`))}
          onSelect={(label: string) => onPoint(places.find((place) => place.label === label)?.point ?? null, label)}
          onChange={(address: string) => onPoint(null, address)}
          open={wanted && places.length > 0}
          onOpenChange={(open) => open || setWanted(false)}
          onBlur={() => setWanted(false)}
          showSearch={{ filterOption: false, onSearch: () => setWanted(true) }}
          defaultActiveFirstOption={false}
        >
          <Input placeholder={say('addressHint')} maxLength={300} />
        </AutoComplete>
      </Form.Item>
      {byCoordinates ? (
        <Form.Item
          name="coordinates"
          label={say('coordinates')}
          extra={say('coordinatesHint')}
          rules={[
            {
              validator: (_, value?: string) =>
                !value?.trim() || pointIn(value) ? Promise.resolve() : Promise.reject(new Error(say('coordinatesWrong'))),
            },
          ]}
        >
          <Input maxLength={60} onChange={() => void form.validateFields(['address']).catch(() => undefined)} />
        </Form.Item>
      ) : (
        <Button type="link" className="call-coordinates" onClick={() => setByCoordinates(true)}>
          {say('byCoordinates')}
        </Button>
      )}
    </>
  )
}

/** In one list: groups would put an entry that cannot be chosen among the options. */
function optionsOf(places: readonly PlaceSuggestion[], nameOf: (kind: PlaceSuggestion['kind']) => string) {
  return places.map(({ kind, label, areaName }) => ({
    value: label,
    label: (
      <span className="place-option">
        {label} <small>{[nameOf(kind), areaName].filter(Boolean).join(' · ')}</small>
      </span>
    ),
  }))
}
