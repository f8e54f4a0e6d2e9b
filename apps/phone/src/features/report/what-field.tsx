import type { Category } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import TextArea from 'antd-mobile/es/components/text-area'
import { api } from '../../app/api.ts'
import { useCategories } from '../../parts/use-categories.ts'
import { useSlowly } from '../../parts/use-slowly.ts'
import { VoiceInput } from '../../parts/voice/voice-input.tsx'
import type { Draft } from './draft.ts'
import { useReportTexts } from './texts.ts'

/** So few signs say nothing yet. */
const leastSigns = 4

/** What it is, in one's own words or spoken; what kind of thing that may be is offered and never set by itself (domain.md §4). */
export function WhatField({ draft, change, missing }: { draft: Draft; change: (part: Partial<Draft>) => void; missing: boolean }) {
  const say = useReportTexts()
  return (
    <section className="card">
      <h2>
        <span className="step">3</span>
        <label htmlFor="report-what">{say('what.title')}</label>
      </h2>
      <TextArea
        id="report-what"
        value={draft.text}
        onChange={(text) => change({ text })}
        placeholder={say('what.hint')}
        autoSize={{ minRows: 4, maxRows: 12 }}
        maxLength={2000}
      />
      <VoiceInput onWords={(words) => change({ text: draft.text + words })} />
      {missing && (
        <p className="wrong" role="alert">
          {say('what.missing')}
        </p>
      )}
      <Suggestions draft={draft} change={change} />
    </section>
  )
}

function Suggestions({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const say = useReportTexts()
  const language = useLanguage()
  const { byCode } = useCategories()
  const text = useSlowly(draft.text.trim())
  const found = useQuery({
    queryKey: ['category-suggestions', text],
    queryFn: ({ signal }) => api.suggestCategories({ body: { text } }, signal),
    enabled: text.length >= leastSigns,
    placeholderData: (before) => (text.length >= leastSigns ? before : undefined),
    staleTime: 300_000,
    retry: false,
  })
  const suggested = text.length >= leastSigns ? (found.data?.items.map(({ code }) => code) ?? []) : []
  // What was chosen stays on the page, whatever else is written.
  const codes = [...new Set([...(draft.categoryCode ? [draft.categoryCode] : []), ...suggested])].slice(0, 4)
  const categories = codes.flatMap((code) => byCode.get(code) ?? [])
  if (categories.length === 0) return null
  const nameOf = (category: Category) => (language === 'zh' ? category.nameZh : category.nameEn)
  return (
    <fieldset>
      <legend>{say('what.kind')}</legend>
      <div className="chips">
        {categories.map((category) => {
          const chosen = category.code === draft.categoryCode
          return (
            <label key={category.code} data-on={chosen}>
              <input
                type="checkbox"
                className="linli-unseen"
                checked={chosen}
                onChange={() => change({ categoryCode: chosen ? null : category.code })}
              />
              {nameOf(category)}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
