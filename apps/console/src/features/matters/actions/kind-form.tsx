import type { MatterAction } from '@linli/contract'
import { isOneOf, kindOf, useSharedTexts } from '@linli/ui'
import { Form, Input, InputNumber, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { api } from '../../../app/api.ts'
import { AreaSelect } from '../../../parts/area-select.tsx'
import { OrganisationSelect } from '../../../parts/organisation-select.tsx'
import { TimeInput } from '../../../parts/time-input.tsx'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'

/** The part of JSON Schema that forms of kinds use. */
interface FieldSchema {
  type?: string
  format?: string
  enum?: string[]
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: FieldSchema
}

interface FormSchema {
  properties?: Record<string, FieldSchema>
  required?: string[]
}

/** A step of another kind than an event: its form is made from what its table says must be said. */
export function KindForm({ action, ...props }: ActionFormProps & { action: MatterAction }) {
  const { matter, assignmentId } = props
  const stated = kindOf(matter.kind)?.actions.find((one) => one.word === action)
  const { properties = {}, required = [] } = (stated?.form ?? {}) as FormSchema
  const fields = Object.entries(properties)
  return (
    <StepForm<Record<string, unknown>>
      {...props}
      action={action}
      call={(expectedVersion, given, idempotencyKey) =>
        api.takeStep({
          params: { matterId: matter.id },
          body: { expectedVersion, action, ...(assignmentId && { assignmentId }), form: withoutBlanks(given) },
          idempotencyKey,
        })
      }
    >
      {fields.length > 0
        ? fields.map(([name, schema]) => <Field key={name} name={name} schema={schema} required={required.includes(name)} />)
        : undefined}
    </StepForm>
  )
}

function Field({ name, schema, required }: { name: string; schema: FieldSchema; required: boolean }) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const known = isOneOf(fieldNames, name)
  return (
    <Form.Item
      name={name}
      label={known ? shared(`fields.${name}`) : name}
      rules={required ? [{ required: true, message: say('required') }] : []}
    >
      {inputOf(name, schema, { yes: shared('common.yes'), no: shared('common.no'), list: say('listHint') })}
    </Form.Item>
  )
}

function inputOf(name: string, schema: FieldSchema, words: { yes: string; no: string; list: string }): ReactNode {
  if (/organisationId$/i.test(name)) return <OrganisationSelect />
  if (/areaId$/i.test(name)) return <AreaSelect />
  if (schema.type === 'boolean')
    return (
      <Radio.Group
        optionType="button"
        options={[
          { value: true, label: words.yes },
          { value: false, label: words.no },
        ]}
      />
    )
  if (schema.type === 'integer' || schema.type === 'number')
    return (
      <InputNumber
        {...(schema.minimum !== undefined && { min: schema.minimum })}
        {...(schema.maximum !== undefined && { max: schema.maximum })}
      />
    )
  if (schema.type === 'array')
    return <Select mode="tags" open={false} suffixIcon={null} placeholder={words.list} tokenSeparators={[',', '，', '、']} />
  if (schema.format === 'date-time') return <TimeInput withTime />
  if (schema.enum) return <Select options={schema.enum.map((value) => ({ value, label: value }))} />
  const maxLength = schema.maxLength ?? 2000
  return maxLength > 100 ? <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={maxLength} /> : <Input maxLength={maxLength} />
}

/** Fields that have words in both languages. */
const fieldNames = [
  'words',
  'text',
  'result',
  'passed',
  'papers',
  'scope',
  'about',
  'parties',
  'terms',
  'heldAt',
  'kept',
  'mediateAgain',
  'satisfied',
  'alias',
  'consent',
  'dueAt',
  'organisationId',
  'toOrganisationId',
  'toAreaId',
  'mediatorOrganisationId',
] as const

function withoutBlanks(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== undefined && value !== null && value !== ''),
  )
}
