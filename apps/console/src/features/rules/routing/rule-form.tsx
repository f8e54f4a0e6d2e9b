import { type RoutingConditions, type RoutingRule, severities } from '@linli/contract'
import { useLanguage, useSharedTexts } from '@linli/ui'
import { Checkbox, Form, Input, Select } from 'antd'
import { OrganisationSelect, OrganisationsSelect } from '../../../parts/organisation-select.tsx'
import { RuleDrawer } from '../parts/rule-drawer.tsx'
import { useKept } from '../parts/use-kept.ts'
import { useRulesTexts } from '../texts.ts'
import { ConditionFields } from './condition-fields.tsx'
import { RuleSentence } from './rule-list.tsx'
import { useLevels, useRoutingNames } from './use-routing-names.ts'

export interface RuleValues {
  conditions: Omit<RoutingConditions, 'hours' | 'dates'> & {
    hours?: { from?: number; to?: number }
    dates?: { from?: string; to?: string }
  }
  leadOrganisationId: string
  coHandlerOrganisationIds: string[]
  whistle: boolean
  levelCode?: string | null
  severity?: RoutingRule['severity']
  instruction?: string | null
}

/** One rule: when it holds and what follows, with the sentence it makes above the fields. */
export function RuleForm({ rule, onDone, onClose }: { rule: RoutingRule; onDone: (rule: RoutingRule) => void; onClose: () => void }) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const levels = useLevels()
  const [form] = Form.useForm<RuleValues>()
  const { kept, keep, forget } = useKept<RuleValues>(`rule.${rule.id}`)
  const start = { ...valuesOf(rule), ...kept }
  const watched = Form.useWatch([], form) as Partial<RuleValues> | undefined
  // On the first rendering the fields are not there yet.
  const typed = watched?.conditions ? { ...start, ...watched } : start
  const made = ruleOf(rule.id, typed)
  const names = useRoutingNames([made])
  return (
    <RuleDrawer
      title={say(rule.leadOrganisationId ? 'routing.form.change' : 'routing.add')}
      size={680}
      save={say('routing.form.put')}
      note={say('routing.form.onlyDraft')}
      onSave={() => form.submit()}
      onForget={forget}
      onClose={onClose}
    >
      <div className="rules-preview" aria-live="polite">
        {made.leadOrganisationId ? <RuleSentence rule={made} names={names} /> : <p className="linli-quiet">{say('routing.form.noLead')}</p>}
      </div>
      <Form<RuleValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={start}
        onValuesChange={(_, values) => keep(values)}
        onFinish={(values) => {
          forget()
          onDone(ruleOf(rule.id, values))
        }}
      >
        <h3>{say('routing.form.when')}</h3>
        <p className="linli-quiet">{say('routing.form.whenHint')}</p>
        <ConditionFields />
        <h3>{say('routing.form.follows')}</h3>
        <div className="side-by-side-fields">
          <Form.Item
            name="leadOrganisationId"
            label={say('routing.form.lead')}
            rules={[{ required: true, message: say('routing.form.leadNeeded') }]}
          >
            <OrganisationSelect />
          </Form.Item>
          <Form.Item name="coHandlerOrganisationIds" label={say('routing.form.co')}>
            <OrganisationsSelect without={[typed.leadOrganisationId]} />
          </Form.Item>
          <Form.Item name="levelCode" label={say('routing.form.level')}>
            <Select
              allowClear
              placeholder={say('routing.form.levelStays')}
              options={levels
                .filter((one) => one.hasDesk)
                .map((one) => ({ value: one.code, label: language === 'zh' ? one.nameZh : one.nameEn }))}
            />
          </Form.Item>
          <Form.Item name="severity" label={say('routing.form.severity')}>
            <Select
              allowClear
              placeholder={say('routing.form.severityStays')}
              options={severities.map((one) => ({ value: one, label: shared(`severities.${one}`) }))}
            />
          </Form.Item>
        </div>
        <Form.Item name="whistle" valuePropName="checked">
          <Checkbox>{say('routing.form.whistle')}</Checkbox>
        </Form.Item>
        <Form.Item name="instruction" label={say('routing.form.instruction')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={instructionMost} />
        </Form.Item>
      </Form>
    </RuleDrawer>
  )
}

const instructionMost = 500

function valuesOf({ id: _id, conditions: { hours, dates, ...conditions }, ...rest }: RoutingRule): RuleValues {
  return { ...rest, conditions: { ...conditions, ...(hours && { hours }), ...(dates && { dates }) } }
}

/** Only what is whole counts: hours with one end are not set. */
function ruleOf(id: string, { conditions, ...rest }: RuleValues): RoutingRule {
  const { hours, dates, ...lists } = conditions
  return {
    id,
    conditions: {
      ...lists,
      words: lists.words.map((word) => word.trim()).filter(Boolean),
      hours: hours?.from === undefined || hours.to === undefined ? null : { from: hours.from, to: hours.to },
      dates: dates?.from && dates.to ? { from: dates.from, to: dates.to } : null,
    },
    leadOrganisationId: rest.leadOrganisationId,
    coHandlerOrganisationIds: rest.coHandlerOrganisationIds,
    whistle: rest.whistle,
    levelCode: rest.levelCode ?? null,
    severity: rest.severity ?? null,
    instruction: rest.instruction?.trim() || null,
  }
}
