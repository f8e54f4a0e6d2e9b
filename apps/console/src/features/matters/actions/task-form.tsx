import { CardBadge } from '@linli/ui'
import { Form, Radio, Select } from 'antd'
import { api } from '../../../app/api.ts'
import { OrganisationSelect } from '../../../parts/organisation-select.tsx'
import { TimeInput } from '../../../parts/time-input.tsx'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { WordsField } from '../../../parts/actions/words-field.tsx'

interface Task {
  text: string
  to: 'organisation' | 'area'
  toOrganisationId?: string
  toAreaId?: string
  dueAt?: string
  cardId?: string
}

/** Work given to an organisation or an area because of this matter, or of a card on it. */
export function IssueTaskForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  const [form] = Form.useForm<Task>()
  const to = Form.useWatch('to', form) ?? 'organisation'
  const openCards = matter.cards.filter((card) => card.answeredAt === null && card.endedAt === null)
  return (
    <StepForm<Task>
      {...props}
      action="issue_task"
      label={say('issueTask')}
      isAbility={false}
      form={form}
      initialValues={{ to: 'organisation' }}
      call={(_version, { text, to: kind, toOrganisationId, toAreaId, dueAt, cardId }, idempotencyKey) =>
        api.beginMatter({
          params: { kind: 'task' },
          body: {
            text: text.trim(),
            areaId: matter.area.id,
            form: {
              originMatterId: matter.id,
              ...(kind === 'organisation' ? { toOrganisationId } : { toAreaId }),
              ...(dueAt && { dueAt }),
              ...(cardId && { cardId }),
            },
          },
          idempotencyKey,
        })
      }
    >
      <WordsField name="text" label={say('taskText')} autoFocus />
      <Form.Item name="to" label={say('taskTo')} required>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'organisation', label: say('toOrganisation') },
            { value: 'area', label: say('toAnArea') },
          ]}
        />
      </Form.Item>
      {to === 'organisation' ? (
        <Form.Item name="toOrganisationId" label={say('toOrganisation')} rules={[{ required: true, message: say('choose') }]}>
          <OrganisationSelect />
        </Form.Item>
      ) : (
        <Form.Item name="toAreaId" label={say('toAnArea')} rules={[{ required: true, message: say('choose') }]}>
          <Select options={[...matter.ancestors, matter.area].toReversed().map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      <Form.Item name="dueAt" label={say('taskDue')} extra={say('taskDueHint')}>
        <TimeInput withTime />
      </Form.Item>
      {openCards.length > 0 && (
        <Form.Item name="cardId" label={say('becauseOfCard')}>
          <Select
            allowClear
            options={openCards.map((card) => ({
              value: card.id,
              label: (
                <>
                  <CardBadge level={card.level} /> {card.area.name}
                </>
              ),
            }))}
          />
        </Form.Item>
      )}
    </StepForm>
  )
}
