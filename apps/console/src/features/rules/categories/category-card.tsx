import type { CategoryEntry } from '@linli/contract'
import { useLanguage, useSharedTexts, When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { Button, Descriptions, Tag } from 'antd'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { useOrganisations } from '../../../parts/organisation-select.tsx'
import { LimitWords, useClockName } from '../limits/limit-words.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { useRuleChange } from '../parts/use-rule-change.ts'
import { entriesKey, useLimits, useMayChangeCity } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { CategoryForm } from './category-form.tsx'

/** One category: when it is taken on, when it is done, how residents call it, who gets it and how long it may take. */
export function CategoryCard({ entry, entries }: { entry: CategoryEntry; entries: readonly CategoryEntry[] }) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const mayChange = useMayChangeCity()
  const [doing, setDoing] = useState<'change' | 'end' | null>(null)
  const parent = entries.find((one) => one.code === entry.parentCode)
  const nameOf = (one: CategoryEntry) => (language === 'zh' ? one.nameZh : one.nameEn)
  const both = (zh: string, en: string) => (
    <>
      <p>{language === 'zh' ? zh : en}</p>
      <p className="linli-quiet linli-small" lang={language === 'zh' ? 'en' : 'zh-CN'}>
        {language === 'zh' ? en : zh}
      </p>
    </>
  )
  return (
    <article className="sheet">
      <div className="path">
        {say(`categories.families.${entry.family}`)}
        {parent && (
          <>
            {' › '}
            <Link to="/rules/categories" search={{ code: parent.code }}>
              {nameOf(parent)}
            </Link>
          </>
        )}
      </div>
      <div className="rules-title">
        <h1>
          {nameOf(entry)} <span className="linli-quiet">{entry.code}</span>{' '}
          {entry.endedAt !== null && <span className="severity">{say('categories.ended')}</span>}
        </h1>
        {mayChange && entry.endedAt === null && (
          <>
            <Button type="primary" onClick={() => setDoing('change')}>
              {say('change')}
            </Button>
            <Button onClick={() => setDoing('end')}>{say('end')}</Button>
          </>
        )}
      </div>
      <Descriptions
        column={2}
        items={[
          { key: 'other', label: say('categories.otherName'), children: language === 'zh' ? entry.nameEn : entry.nameZh },
          { key: 'severity', label: say('categories.severity'), children: shared(`severities.${entry.severity}`) },
          { key: 'department', label: say('categories.department'), children: <Department entry={entry} parent={parent} /> },
          ...(entry.endedAt === null ? [] : [{ key: 'ended', label: say('categories.endedAt'), children: <When at={entry.endedAt} /> }]),
        ]}
      />
      <h2>{say('categories.filing')}</h2>
      {both(entry.filingConditionZh, entry.filingConditionEn)}
      <h2>{say('categories.closing')}</h2>
      {both(entry.closingConditionZh, entry.closingConditionEn)}
      <h2>{say('categories.words')}</h2>
      {entry.words.length === 0 ? (
        <p className="linli-quiet">{say('categories.noWords')}</p>
      ) : (
        <p className="rules-words">
          {entry.words.map((word) => (
            <Tag key={word}>{word}</Tag>
          ))}
        </p>
      )}
      <Limits code={entry.code} />
      {doing === 'change' && <CategoryForm entry={entry} entries={entries} onClose={() => setDoing(null)} />}
      {doing === 'end' && <EndCategory entry={entry} onClose={() => setDoing(null)} />}
    </article>
  )
}

function Department({ entry, parent }: { entry: CategoryEntry; parent: CategoryEntry | undefined }) {
  const say = useRulesTexts()
  const { data, nameOf } = useOrganisations()
  const code = entry.defaultOrganisationCode ?? parent?.defaultOrganisationCode
  const organisation = data?.items.find((one) => one.code === code)
  if (!code) return say('categories.noDepartment')
  const name = organisation ? nameOf(organisation) : code
  return entry.defaultOrganisationCode === null ? say('categories.ofClass', { name }) : name
}

function Limits({ code }: { code: string }) {
  const say = useRulesTexts()
  const clockName = useClockName()
  const shared = useSharedTexts()
  const own = useLimits().data?.items.filter((limit) => limit.categoryCode === code) ?? []
  return (
    <>
      <h2>{say('categories.limits')}</h2>
      <ul className="rules-list">
        {own.map((limit) => (
          <li key={limit.id}>
            {clockName(limit.clock)}
            {limit.severity && ` · ${shared(`severities.${limit.severity}`)}`}
            {limit.areaClass && ` · ${say(`areaClasses.${limit.areaClass}`)}`}
            {': '}
            <strong>
              <LimitWords {...limit} />
            </strong>
          </li>
        ))}
        <li className="linli-quiet">{say(own.length > 0 ? 'categories.otherLimits' : 'categories.noLimits')}</li>
      </ul>
      <Link to="/rules/limits" search={{ category: code }}>
        {say('categories.allLimits')}
      </Link>
    </>
  )
}

function EndCategory({ entry, onClose }: { entry: CategoryEntry; onClose: () => void }) {
  const say = useRulesTexts()
  const change = useRuleChange<string>({
    call: (reason, idempotencyKey) =>
      api.endCategory({ params: { code: entry.code }, body: { version: entry.version, reason }, idempotencyKey }),
    reads: [entriesKey, ['categories']],
    done: say('categories.endDone'),
    onDone: onClose,
  })
  return (
    <ReasonDialog title={say('categories.endTitle', { name: entry.nameZh })} confirm={say('end')} change={change} onClose={onClose}>
      <p>{say('categories.endHint')}</p>
    </ReasonDialog>
  )
}
