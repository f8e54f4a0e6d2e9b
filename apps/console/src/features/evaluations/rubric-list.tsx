import type { RubricVersion } from '@linli/contract'
import { Empty, Loading, QueryError, useLanguage, When } from '@linli/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '../../app/session.ts'
import { useFigureWords } from './figure-words.ts'
import { RubricForm } from './rubric-form.tsx'
import { isOrganisationKind, useEvaluationsTexts } from './texts.ts'
import { useRubrics } from './use-evaluations.ts'

/** By what is evaluated, each rubric in its newest version. */
export function RubricList() {
  const say = useEvaluationsTexts()
  const rubrics = useRubrics()
  const mayWrite = useMay('evaluations.rubrics')
  const [editing, setEditing] = useState<RubricVersion | 'new' | null>(null)
  return (
    <>
      {mayWrite && (
        <p>
          <Button type="primary" onClick={() => setEditing('new')}>
            {say('newRubric')}
          </Button>
        </p>
      )}
      {rubrics.isPending ? (
        <Loading />
      ) : rubrics.isError ? (
        <QueryError error={rubrics.error} onRetry={() => void rubrics.refetch()} />
      ) : rubrics.data.items.length === 0 ? (
        <Empty text={say(mayWrite ? 'noRubricsYet' : 'noRubrics')} />
      ) : (
        <ul className="rubric-list">
          {rubrics.data.items.map((rubric) => (
            <RubricCard key={rubric.rubricId} rubric={rubric} {...(mayWrite && { onEdit: () => setEditing(rubric) })} />
          ))}
        </ul>
      )}
      {editing && <RubricForm rubric={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function RubricCard({
  rubric: { content, version, ofName, savedBy, savedAt, note },
  onEdit,
}: {
  rubric: RubricVersion
  onEdit?: () => void
}) {
  const say = useEvaluationsTexts()
  const language = useLanguage()
  const { nameOf, valueOf } = useFigureWords()
  return (
    <li>
      <h2>{language === 'zh' ? content.nameZh : content.nameEn}</h2>
      <p className="linli-quiet">
        {say('evaluates', { of: isOrganisationKind(content.of) ? say(`kinds.${content.of}`) : ofName[language] })} ·{' '}
        {say('version', { version })} · {savedBy} <When at={savedAt} /> · {note}
      </p>
      <ul>
        {content.indicators.map(({ figureId, weight, full, none }) => (
          <li key={figureId}>
            {say('indicatorLine', { figure: nameOf(figureId), weight, full: valueOf(figureId, full), none: valueOf(figureId, none) })}
          </li>
        ))}
        {content.caps.map(({ figureId, worseThan, mostPoints }) => (
          <li key={`cap ${figureId}`}>
            {say('capLine', { figure: nameOf(figureId), limit: valueOf(figureId, worseThan), points: mostPoints })}
          </li>
        ))}
        {content.vetoes.length > 0 && <li>{say('vetoLine', { items: content.vetoes.join(language === 'zh' ? '、' : ', ') })}</li>}
        <li>{say('starLine', { points: content.stars.join(' / ') })}</li>
      </ul>
      {onEdit && (
        <Button size="small" onClick={onEdit}>
          {say('editRubric')}
        </Button>
      )}
    </li>
  )
}
