import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { api } from '../../../app/api.ts'
import { AreaSelect } from '../../../parts/area-select.tsx'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { said, WordsField } from '../../../parts/actions/words-field.tsx'
import type { Matter } from '@linli/contract'

interface Move {
  words: string
  toAreaId?: string
}

/** To the desk above; an urgent matter may skip a level. */
export function EscalateForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  const { above } = useDesks(matter)
  return (
    <StepForm<Move>
      {...props}
      action="escalate"
      call={(expectedVersion, { words, toAreaId }, idempotencyKey) =>
        api.escalateMatter({
          params: { matterId: matter.id },
          body: { expectedVersion, words: words.trim(), ...(toAreaId && { toAreaId }) },
          idempotencyKey,
        })
      }
    >
      {matter.severity === 'urgent' && above.length > 1 ? (
        <Form.Item name="toAreaId" label={say('toArea')} extra={say('maySkip')}>
          <Select allowClear placeholder={above[0]?.name} options={above.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      ) : (
        above[0] && <p>{say('goesTo', { area: above[0].name })}</p>
      )}
      <WordsField label={say('why')} autoFocus />
    </StepForm>
  )
}

/** To a desk below, on the way to the place. */
export function SendDownForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  const { below, loaded } = useDesks(matter)
  if (!loaded) return null
  const [first] = below
  return (
    <StepForm<Move>
      {...props}
      action="send_down"
      initialValues={first ? { toAreaId: first.id } : {}}
      call={(expectedVersion, { words, toAreaId }, idempotencyKey) =>
        api.sendDownMatter({
          params: { matterId: matter.id },
          body: { expectedVersion, words: words.trim(), toAreaId: toAreaId ?? '' },
          idempotencyKey,
        })
      }
    >
      <Form.Item
        name="toAreaId"
        label={say('toArea')}
        extra={below.length === 0 ? say('noneBelow') : matter.severity === 'urgent' && say('maySkip')}
        rules={[{ required: true, message: say('choose') }]}
      >
        <Select options={below.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <WordsField label={say('why')} autoFocus />
    </StepForm>
  )
}

interface Place {
  areaId: string
  address?: string
  words?: string
}

/** Where it is: the matter goes to the desk of that place. */
export function ResolvePlaceForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  return (
    <StepForm<Place>
      {...props}
      action="resolve_place"
      initialValues={{ areaId: matter.area.id, ...(matter.address && { address: matter.address }) }}
      call={(expectedVersion, { areaId, address, words }, idempotencyKey) =>
        api.resolvePlace({
          params: { matterId: matter.id },
          body: { expectedVersion, areaId, ...said('address', address), ...said('words', words) },
          idempotencyKey,
        })
      }
    >
      <p className="said quote">{matter.text}</p>
      <Form.Item name="areaId" label={say('placeArea')} extra={say('placeAreaHint')} rules={[{ required: true, message: say('choose') }]}>
        <AreaSelect placeholder={say('areaHint')} />
      </Form.Item>
      <Form.Item name="address" label={say('address')}>
        <Input maxLength={300} />
      </Form.Item>
      <WordsField optional rows={2} />
    </StepForm>
  )
}

/** The desks on the way from the top to the place: those above the answering desk, nearest first, and those below it. */
function useDesks(matter: Matter) {
  const levels = useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels(), staleTime: 3_600_000 })
  const withDesk = new Set(levels.data?.items.filter((level) => level.hasDesk).map((level) => level.code))
  const way = [...matter.ancestors, matter.area]
  const at = way.findIndex((area) => area.id === matter.desk.id)
  const desks = (areas: typeof way) => areas.filter((area) => withDesk.has(area.level))
  return { loaded: !levels.isPending, above: desks(way.slice(0, at)).toReversed(), below: desks(way.slice(at + 1)) }
}
