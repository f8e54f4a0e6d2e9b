import { type DuplicateHint, type MatterKind } from '@linli/contract'
import { stateName, useLanguage, useProblemText, useSharedTexts } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { formatDistance } from '../../parts/distance.ts'
import { useCategories } from '../../parts/use-categories.ts'
import { useJoin } from '../../parts/use-join.ts'
import { useSlowly } from '../../parts/use-slowly.ts'
import type { Draft } from './draft.ts'
import { useReportTexts } from './texts.ts'

const leastSigns = 4
const mostShown = 3
const event: MatterKind = 'event'

/** Whether somebody has reported the same nearby: then one may say "me too" instead of reporting it again. */
export function Similar({ draft }: { draft: Draft }) {
  const say = useReportTexts()
  const problemText = useProblemText()
  const me = useMe()
  const asked = useSlowly(askedOf(draft), 700)
  const found = useQuery({
    queryKey: ['similar', asked],
    queryFn: ({ signal }) => api.hintDuplicates({ body: JSON.parse(asked ?? '{}') }, signal),
    enabled: asked !== null,
    staleTime: 60_000,
    retry: false,
  })
  const join = useJoin({ done: (number) => say('similar.done', { number }), kept: say('similar.kept') })
  const hints = asked === null ? [] : (found.data?.items.slice(0, mostShown) ?? [])
  // Staff see matters by their posts, and a receipt is of one matter only: neither joins.
  if (hints.length === 0 || (me && me.kind !== 'resident')) return null
  return (
    <section className="card asks" aria-labelledby="similar-title">
      <h2 id="similar-title">{say('similar.title')}</h2>
      <p className="hint">{say('similar.hint')}</p>
      {join.error && (
        <p className="wrong" role="alert">
          {problemText(join.error)}
        </p>
      )}
      {hints.map((hint) => (
        <div key={hint.matterId} className="similar">
          <p>
            <Told hint={hint} />
          </p>
          <Button
            block
            color="primary"
            fill="outline"
            loading={join.isPending && join.variables === hint.matterId}
            disabled={join.isPending}
            onClick={() => join.mutate(hint.matterId)}
          >
            {say('similar.join')}
          </Button>
        </div>
      ))}
    </section>
  )
}

/** 路灯 · 约 75 米 · 3 天前 · 正在办 */
function Told({ hint }: { hint: DuplicateHint }) {
  const say = useReportTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const { byCode } = useCategories()
  const category = hint.categoryCode === null ? undefined : byCode.get(hint.categoryCode)
  const what = hint.matter?.text ?? (category && (language === 'zh' ? category.nameZh : category.nameEn)) ?? say('similar.something')
  const parts = [
    hint.distanceM !== null && say('similar.away', { distance: formatDistance(hint.distanceM, language) }),
    hint.daysAgo === 0 ? say('similar.today') : say('similar.days', { count: hint.daysAgo }),
    stateName({ kind: event, state: hint.state }, shared, language),
  ]
  return (
    <>
      <strong>{what}</strong>
      <br />
      {parts.filter(Boolean).join(' · ')}
    </>
  )
}

/** What is asked, as text so that it is the same as long as it says the same; null while there is too little to compare. */
function askedOf({ text, place, address, categoryCode }: Draft): string | null {
  if (text.trim().length < leastSigns || (!place && address.trim().length < 2)) return null
  return JSON.stringify({
    text: text.trim(),
    ...(place && { place }),
    ...(address.trim() && { address: address.trim() }),
    ...(categoryCode && { categoryCode }),
  })
}
