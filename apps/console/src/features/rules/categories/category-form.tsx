import { categoryFamilies, type CategoryEntry, categoryCodePattern, severities } from '@linli/contract'
import { useLanguage, useSharedTexts } from '@linli/ui'
import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { useOrganisations } from '../../../parts/organisation-select.tsx'
import { ChangeProblem, type Difference } from '../parts/change-problem.tsx'
import { RuleDrawer } from '../parts/rule-drawer.tsx'
import { useKept } from '../parts/use-kept.ts'
import { useRuleChange } from '../parts/use-rule-change.ts'
import { entriesKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'

const names = [
  'parentCode',
  'nameZh',
  'nameEn',
  'severity',
  'defaultOrganisationCode',
  'filingConditionZh',
  'filingConditionEn',
  'closingConditionZh',
  'closingConditionEn',
  'words',
] as const
type Fields = Pick<CategoryEntry, (typeof names)[number]>
type Values = Fields & { code: string; family: CategoryEntry['family'] }

const codeFits = new RegExp(categoryCodePattern)

/** Changes a category, or adds one. Only what was changed is sent, so that two people at different fields do not undo each other. */
export function CategoryForm({
  entry,
  entries,
  beside,
  onClose,
}: {
  entry?: CategoryEntry
  entries: readonly CategoryEntry[]
  /** A new one is proposed beside this one. */
  beside?: CategoryEntry | undefined
  /** With the code of a category that was added. */
  onClose: (made?: string) => void
}) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const [form] = Form.useForm<Values>()
  const { kept, keep, forget } = useKept<Values & { before: Fields }>(`category.${entry?.code ?? 'new'}`)
  const start: Partial<Values> = entry ?? {
    family: beside?.family ?? 'event',
    parentCode: beside?.parentCode ?? beside?.code ?? null,
    severity: 'ordinary',
    defaultOrganisationCode: null,
    words: [],
  }
  // What the person began from: it tells what they changed, also after somebody else has saved and the entry was read again.
  const [before] = useState<Partial<Fields>>(() => kept.before ?? start)
  const values = Form.useWatch([], form) as Values | undefined
  const family = Form.useWatch('family', form) ?? start.family
  const change = useRuleChange<Values>({
    call: async (given, idempotencyKey) => {
      if (!entry) return api.createCategory({ body: cleaned(given), idempotencyKey })
      const changed = changedFields(before, cleaned(given))
      return api.changeCategory({ params: { code: entry.code }, body: { version: entry.version, ...changed }, idempotencyKey })
    },
    reads: [entriesKey, ['categories']],
    done: say('saved'),
    onDone: () => {
      forget()
      onClose(entry ? undefined : form.getFieldValue('code'))
    },
  })
  const required = [{ required: true, whitespace: true, message: shared('common.required') }]
  const close = () => onClose()
  return (
    <RuleDrawer
      title={entry ? say('categories.changeTitle', { name: entry.code }) : say('categories.add')}
      size={640}
      saving={change.pending}
      note={say('categories.atOnce')}
      onSave={() => form.submit()}
      onForget={forget}
      onClose={close}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...start, ...kept }}
        onValuesChange={(_, all) => keep({ ...all, before: before as Fields })}
        onFinish={(given) => change.send(given)}
      >
        <ChangeProblem change={change} differences={entry && values ? differencesOf(entry, values, before, say) : []} />
        {!entry && (
          <div className="side-by-side-fields">
            <Form.Item
              name="code"
              label={say('categories.code')}
              extra={say('categories.codeHint')}
              rules={[...required, { pattern: codeFits, message: say('categories.codeHint') }]}
            >
              <Input maxLength={40} />
            </Form.Item>
            <Form.Item name="family" label={say('categories.family')}>
              <Select
                options={categoryFamilies.map((one) => ({ value: one, label: say(`categories.families.${one}`) }))}
                onChange={() => form.setFieldValue('parentCode', null)}
              />
            </Form.Item>
          </div>
        )}
        <ParentField entries={entries} family={family} without={entry?.code} />
        <div className="side-by-side-fields">
          <Form.Item name="nameZh" label={say('categories.nameZh')} rules={required}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="nameEn" label={say('categories.nameEn')} rules={required}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="severity" label={say('categories.severity')}>
            <Select options={severities.map((one) => ({ value: one, label: shared(`severities.${one}`) }))} />
          </Form.Item>
          <DepartmentField />
        </div>
        {(['filingConditionZh', 'filingConditionEn', 'closingConditionZh', 'closingConditionEn'] as const).map((name) => (
          <Form.Item key={name} name={name} label={say(`categories.${name}`)} rules={required}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={500} />
          </Form.Item>
        ))}
        <Form.Item name="words" label={say('categories.words')} extra={say('categories.wordsHint')}>
          <Select mode="tags" tokenSeparators={['，', ',', '、', ';', '；']} maxCount={200} suffixIcon={null} open={false} />
        </Form.Item>
      </Form>
    </RuleDrawer>
  )
}

function ParentField({
  entries,
  family,
  without,
}: {
  entries: readonly CategoryEntry[]
  family: string | undefined
  without: string | undefined
}) {
  const say = useRulesTexts()
  const language = useLanguage()
  const classes = entries.filter((one) => one.parentCode === null && one.family === family && one.endedAt === null && one.code !== without)
  return (
    <Form.Item name="parentCode" label={say('categories.class')} extra={say('categories.classHint')}>
      <Select
        allowClear
        placeholder={say('categories.isClass')}
        options={classes.map((one) => ({ value: one.code, label: `${language === 'zh' ? one.nameZh : one.nameEn} ${one.code}` }))}
        showSearch={{ optionFilterProp: 'label' }}
      />
    </Form.Item>
  )
}

function DepartmentField() {
  const say = useRulesTexts()
  const { data, nameOf } = useOrganisations()
  const options = (data?.items ?? []).filter((one) => one.endedAt === null).map((one) => ({ value: one.code, label: nameOf(one) }))
  return (
    <Form.Item name="defaultOrganisationCode" label={say('categories.department')}>
      <Select allowClear placeholder={say('categories.departmentOfClass')} options={options} showSearch={{ optionFilterProp: 'label' }} />
    </Form.Item>
  )
}

/** A cleared field says undefined; the contract says null. */
function cleaned(given: Values): Values {
  return { ...given, parentCode: given.parentCode ?? null, defaultOrganisationCode: given.defaultOrganisationCode ?? null }
}

function changedFields(before: Partial<Fields>, given: Fields): Partial<Fields> {
  const changed = names.filter((name) => !isSame(before[name], given[name]))
  return Object.fromEntries(changed.map((name) => [name, given[name]]))
}

/** What the other person changed, beside what the form would make of it: a field the person did not touch is not sent. */
function differencesOf(now: CategoryEntry, given: Fields, before: Partial<Fields>, say: ReturnType<typeof useRulesTexts>): Difference[] {
  const told = (value: Fields[keyof Fields] | undefined) => (Array.isArray(value) ? value.join('、') : (value ?? '—'))
  return names
    .filter((name) => !isSame(now[name], before[name]))
    .map((name) => ({
      label: say(`categories.fields.${name}`),
      theirs: told(now[name]),
      yours: isSame(before[name], given[name]) ? say('conflict.untouched') : told(given[name]),
    }))
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}
