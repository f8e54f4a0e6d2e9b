import { deskLinkRelations, type Matter } from '@linli/contract'
import { stateName, useLanguage, useSharedTexts, When } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Radio } from 'antd'
import { api } from '../../../app/api.ts'
import { CategorySelect } from '../../../parts/category-select.tsx'
import { useCategories } from '../../../parts/use-categories.ts'
import { MatterPicker } from './matter-picker.tsx'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { said, WordsField } from '../../../parts/actions/words-field.tsx'

interface Merger {
  mainMatterId: string
  words?: string
}

/** Into which other one; both stand side by side before it is done. */
export function MergeForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  const [form] = Form.useForm<Merger>()
  const mainId = Form.useWatch('mainMatterId', form)
  return (
    <StepForm<Merger>
      {...props}
      action="merge"
      form={form}
      call={(expectedVersion, { mainMatterId, words }, idempotencyKey) =>
        api.mergeMatter({
          params: { matterId: matter.id },
          body: { expectedVersion, mainMatterId, ...said('words', words) },
          idempotencyKey,
        })
      }
    >
      <Form.Item name="mainMatterId" label={say('mergeInto')} extra={say('mergeHint')} rules={[{ required: true, message: say('choose') }]}>
        <MatterPicker matter={matter} />
      </Form.Item>
      {mainId && <SideBySide matter={matter} otherId={mainId} />}
      <WordsField optional rows={2} />
    </StepForm>
  )
}

/** The merger was a mistake: both are as they were. */
export function UnmergeForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  return (
    <StepForm<{ words: string }>
      {...props}
      action="unmerge"
      call={(expectedVersion, { words }, idempotencyKey) =>
        api.unmergeMatter({ params: { matterId: matter.id }, body: { expectedVersion, words: words.trim() }, idempotencyKey })
      }
    >
      <WordsField label={say('why')} autoFocus />
    </StepForm>
  )
}

interface Link {
  otherMatterId: string
  relation: (typeof deskLinkRelations)[number]
}

/** Two matters that belong together. */
export function LinkForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  const [form] = Form.useForm<Link>()
  const otherId = Form.useWatch('otherMatterId', form)
  return (
    <StepForm<Link>
      {...props}
      action="link"
      form={form}
      initialValues={{ relation: 'related' }}
      call={(expectedVersion, given, idempotencyKey) =>
        api.linkMatter({ params: { matterId: matter.id }, body: { expectedVersion, ...given }, idempotencyKey })
      }
    >
      <Form.Item name="otherMatterId" label={say('linkTo')} rules={[{ required: true, message: say('choose') }]}>
        <MatterPicker matter={matter} />
      </Form.Item>
      {otherId && <SideBySide matter={matter} otherId={otherId} />}
      <Form.Item name="relation" label={say('relation')} required>
        <Radio.Group options={deskLinkRelations.map((relation) => ({ value: relation, label: say(`relations.${relation}`) }))} />
      </Form.Item>
    </StepForm>
  )
}

interface Split {
  parts: { text: string; categoryCode?: string }[]
}

/** Several things in one report: each becomes a matter of its own. */
export function SplitForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  return (
    <StepForm<Split>
      {...props}
      action="split"
      initialValues={{ parts: [{ text: '' }] }}
      call={(expectedVersion, { parts }, idempotencyKey) =>
        api.splitMatter({
          params: { matterId: matter.id },
          body: {
            expectedVersion,
            parts: parts.map(({ text, categoryCode }) => ({ text: text.trim(), ...(categoryCode && { categoryCode }) })),
          },
          idempotencyKey,
        })
      }
    >
      <p className="said quote">{matter.text}</p>
      <p className="linli-quiet">{say('splitHint')}</p>
      <Form.List name="parts">
        {(fields, { add, remove }) => (
          <>
            {fields.map((field, at) => (
              <fieldset key={field.key} className="share">
                <legend>
                  {say('part', { number: at + 1 })}
                  {fields.length > 1 && (
                    <Button type="text" size="small" onClick={() => remove(field.name)}>
                      {say('remove')}
                    </Button>
                  )}
                </legend>
                <Form.Item
                  name={[field.name, 'text']}
                  label={say('partText')}
                  rules={[{ required: true, whitespace: true, message: say('required') }]}
                >
                  <Input.TextArea autoFocus={at === 0} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
                </Form.Item>
                <Form.Item name={[field.name, 'categoryCode']} label={say('category')}>
                  <CategorySelect placeholder={say('categoryHint')} />
                </Form.Item>
              </fieldset>
            ))}
            {fields.length < 10 && (
              <Button block type="dashed" className="form-alert" onClick={() => add({ text: '' })}>
                {say('addPart')}
              </Button>
            )}
          </>
        )}
      </Form.List>
    </StepForm>
  )
}

function SideBySide({ matter, otherId }: { matter: Matter; otherId: string }) {
  const say = useActionTexts()
  const other = useQuery({ queryKey: ['matter', otherId], queryFn: () => api.getMatter({ params: { matterId: otherId } }) }).data
  return (
    <div className="side-by-side">
      <Summary title={say('thisOne')} matter={matter} />
      {other && <Summary title={say('thatOne')} matter={other} />}
    </div>
  )
}

function Summary({ title, matter }: { title: string; matter: Matter }) {
  const shared = useSharedTexts()
  const language = useLanguage()
  const categories = useCategories()
  return (
    <section>
      <h3>{title}</h3>
      <p>
        <strong>{matter.number}</strong> · {stateName(matter, shared, language)}
      </p>
      <p className="said">{matter.text}</p>
      <p className="linli-quiet linli-small">
        {[matter.area.name, matter.address, matter.categoryCode && categories.pathOf(matter.categoryCode)].filter(Boolean).join(' · ')}
      </p>
      <p className="linli-quiet linli-small">
        <When at={matter.reportedAt} />
      </p>
    </section>
  )
}
