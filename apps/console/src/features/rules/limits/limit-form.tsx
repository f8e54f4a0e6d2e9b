import { areaClasses, limitUnits, type LimitRow, type LimitUnit, severities } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Form, InputNumber, Select, Space } from 'antd'
import { api } from '../../../app/api.ts'
import { CategorySelect } from '../../../parts/category-select.tsx'
import { useCategories } from '../../../parts/use-categories.ts'
import { ChangeProblem } from '../parts/change-problem.tsx'
import { ReasonField } from '../parts/reason-dialog.tsx'
import { RuleDrawer } from '../parts/rule-drawer.tsx'
import { useKept } from '../parts/use-kept.ts'
import { useRuleChange } from '../parts/use-rule-change.ts'
import { limitsKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { LimitEffect, type LimitCase } from './limit-effect.tsx'
import { LimitPreview } from './limit-preview.tsx'
import { useClockName, useLimitWords } from './limit-words.tsx'

type Values = LimitCase & { amount: number; unit: LimitUnit; reason: string }

const noClocks: readonly string[] = []

/** Changes a limit, or adds one for a narrower case, and shows beforehand what moves. */
export function LimitForm({ limit, clocks = noClocks, onClose }: { limit?: LimitRow; clocks?: readonly string[]; onClose: () => void }) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const words = useLimitWords()
  const [form] = Form.useForm<Values>()
  const { kept, keep, forget } = useKept<Values>(`limit.${limit?.id ?? 'new'}`)
  const start: Partial<Values> = limit ?? { clock: 'handle', unit: 'working_days' }
  const typed = (Form.useWatch([], form) as Partial<Values> | undefined) ?? { ...start, ...kept }
  const change = useRuleChange<Values>({
    call: ({ amount, unit, reason, ...given }, idempotencyKey) =>
      limit
        ? api.changeLimit({
            params: { limitId: limit.id },
            body: { expectedVersion: limit.version, amount, unit, reason: reason.trim() },
            idempotencyKey,
          })
        : api.addLimit({ body: { ...caseOf(given), amount, unit, reason: reason.trim() }, idempotencyKey }),
    reads: [limitsKey],
    done: say('limits.changeDone'),
    onDone: () => {
      forget()
      onClose()
    },
  })
  const limitCase = limit ?? (typed.clock ? caseOf({ ...typed, clock: typed.clock }) : null)
  const after = typed.amount && typed.unit ? { amount: typed.amount, unit: typed.unit } : null
  const isNew = limitCase && after && (!limit || limit.amount !== after.amount || limit.unit !== after.unit)
  return (
    <RuleDrawer
      title={say(limit ? 'limits.changeTitle' : 'limits.add')}
      size={600}
      saving={change.pending}
      note={say('limits.atOnce')}
      onSave={() => form.submit()}
      onForget={forget}
      onClose={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...start, ...kept }}
        onValuesChange={(_, values) => keep(values)}
        onFinish={(given) => change.send(given)}
      >
        <ChangeProblem
          change={change}
          differences={limit && after ? [{ label: say('limits.limit'), theirs: words(limit), yours: words(after) }] : []}
        />
        {limit ? <Case limit={limit} /> : <CaseFields clocks={clocks} />}
        <Form.Item label={say('limits.limit')} required>
          <Space.Compact>
            <Form.Item name="amount" noStyle rules={[{ required: true, message: shared('common.required') }]}>
              <InputNumber min={1} max={10_000} precision={0} aria-label={say('limits.amountLabel')} />
            </Form.Item>
            <Form.Item name="unit" noStyle>
              <Select
                aria-label={say('limits.unit')}
                style={{ width: 170 }}
                options={limitUnits.map((unit) => ({ value: unit, label: shared(`limitUnits.${unit}`) }))}
              />
            </Form.Item>
          </Space.Compact>
        </Form.Item>
        {isNew && (
          <section className="rules-preview" aria-label={say('limits.preview')}>
            <h3>{say('limits.preview')}</h3>
            <LimitEffect limit={limitCase} after={after} />
            <LimitPreview limitCase={limitCase} after={after} />
          </section>
        )}
        <ReasonField hint={say('limits.reasonHint')} />
      </Form>
    </RuleDrawer>
  )
}

function Case({ limit }: { limit: LimitRow }) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const clockName = useClockName()
  const categories = useCategories()
  const words = useLimitWords()
  return (
    <dl className="facts rules-facts">
      <dt>{say('limits.clock')}</dt>
      <dd>{clockName(limit.clock)}</dd>
      <dt>{say('limits.category')}</dt>
      <dd>{limit.categoryCode === null ? say('limits.every') : categories.pathOf(limit.categoryCode)}</dd>
      <dt>{say('categories.severity')}</dt>
      <dd>{limit.severity === null ? say('limits.every') : shared(`severities.${limit.severity}`)}</dd>
      <dt>{say('limits.areaClass')}</dt>
      <dd>{limit.areaClass === null ? say('limits.every') : say(`areaClasses.${limit.areaClass}`)}</dd>
      <dt>{say('limits.now')}</dt>
      <dd>{words(limit)}</dd>
    </dl>
  )
}

function CaseFields({ clocks }: { clocks: readonly string[] }) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const clockName = useClockName()
  return (
    <>
      <Form.Item name="clock" label={say('limits.clock')}>
        <Select options={clocks.map((clock) => ({ value: clock, label: clockName(clock) }))} />
      </Form.Item>
      <Form.Item name="categoryCode" label={say('limits.category')} extra={say('limits.everyHint')}>
        <CategorySelect placeholder={say('limits.every')} />
      </Form.Item>
      <div className="side-by-side-fields">
        <Form.Item name="severity" label={say('categories.severity')}>
          <Select
            allowClear
            placeholder={say('limits.every')}
            options={severities.map((one) => ({ value: one, label: shared(`severities.${one}`) }))}
          />
        </Form.Item>
        <Form.Item name="areaClass" label={say('limits.areaClass')}>
          <Select
            allowClear
            placeholder={say('limits.every')}
            options={areaClasses.map((one) => ({ value: one, label: say(`areaClasses.${one}`) }))}
          />
        </Form.Item>
      </div>
    </>
  )
}

function caseOf({ clock, categoryCode, severity, areaClass }: Partial<LimitCase> & { clock: string }): LimitCase {
  return { clock, categoryCode: categoryCode ?? null, severity: severity ?? null, areaClass: areaClass ?? null }
}
