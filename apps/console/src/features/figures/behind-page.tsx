import { type FigureDefinition, figureDefinitions, type FigurePart } from '@linli/contract'
import { Empty, Loading, NoPermission, QueryError, useLanguage, useSharedTexts } from '@linli/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useMay } from '../../app/session.ts'
import { useOrganisations } from '../../parts/organisation-select.tsx'
import { useCategories } from '../../parts/use-categories.ts'
import './behind.css'
import { BehindRows } from './behind-rows.tsx'
import { askedBy, type AskedBehind } from './behind-search.ts'
import { useBehindTexts } from './behind-texts.ts'
import { useBehind } from './use-behind.ts'

/** The matters behind a number: what counted, and of a share what else it is out of. */
export function BehindPage() {
  const say = useBehindTexts()
  const search = useSearch({ from: '/figures/matters' })
  const asked = askedBy(search)
  if (!useMay('figures.read')) return <NoPermission />
  if (!asked) return <Empty text={say('nothingAsked')} />
  return <Behind asked={asked} />
}

function Behind({ asked }: { asked: AskedBehind }) {
  const say = useBehindTexts()
  const language = useLanguage()
  const navigate = useNavigate({ from: '/figures/matters' })
  const behind = useBehind(asked)
  const definition: FigureDefinition = figureDefinitions[asked.figureId]
  const { list, rows, area, numbers } = behind
  const options = partsOf(definition).map((part) => ({
    value: part,
    label: `${say(`parts.${definition.outOf ? part : 'all'}`)}${numbers ? ` ${(numbers[part] ?? 0).toLocaleString(language)}` : ''}`,
  }))
  return (
    <div className="behind-page">
      <header>
        <h1>{say('title', { figure: definition.words[language] })}</h1>
        <p className="behind-what">
          <span>{area?.name}</span>
          <span>{say('period', { from: asked.query.from, to: asked.query.to })}</span>
          <Narrowing asked={asked} />
        </p>
        <p className="linli-quiet">{definition.explained[language]}</p>
        <p className="linli-quiet">{say(typeof definition.counts === 'string' ? 'slowestFirst' : `countsOn.${definition.countsOn}`)}</p>
        <Segmented<FigurePart>
          aria-label={say('part')}
          value={asked.part}
          options={options}
          onChange={(part) => void navigate({ search: (now) => ({ ...now, part }), replace: true })}
        />
      </header>
      {list.isPending ? (
        <Loading />
      ) : list.isError && rows.length === 0 ? (
        <QueryError error={list.error} onRetry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <Empty text={say(asked.part === 'others' ? 'noOthers' : 'none')} />
      ) : (
        <section aria-label={say('matters')} aria-busy={list.isPlaceholderData}>
          <BehindRows key={asked.part} list={list} rows={rows} />
        </section>
      )}
    </div>
  )
}

function partsOf({ outOf }: FigureDefinition): FigurePart[] {
  return outOf ? ['counted', 'others'] : ['counted']
}

/** What else the matters are narrowed to, in words. */
function Narrowing({ asked: { query } }: { asked: AskedBehind }) {
  const say = useBehindTexts()
  const shared = useSharedTexts()
  const { pathOf } = useCategories()
  const organisations = useOrganisations()
  const organisation = organisations.data?.items.find(({ id }) => id === query.organisationId)
  const words = [
    query.categoryCode === undefined ? null : query.categoryCode === '' ? say('noCategory') : pathOf(query.categoryCode),
    query.source && shared(`sources.${query.source}`),
    query.severity && shared(`severities.${query.severity}`),
    organisation && organisations.nameOf(organisation),
  ]
  return words.filter(Boolean).map((word) => <span key={word}>{word}</span>)
}
