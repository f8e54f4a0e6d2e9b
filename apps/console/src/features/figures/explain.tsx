import { type AreaMeasure, type FigureId, figureIds } from '@linli/contract'
import { Drawer } from 'antd'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { useFigureWords } from '../../parts/figures/figure-words.ts'
import { useMeasureWords } from './measure-words.ts'
import { useFiguresTexts } from './texts.ts'

const Explaining = createContext<(figure: FigureId | 'all') => void>(() => {})

/** Opens how a figure is counted, or all of them. */
export const useExplain = () => useContext(Explaining)

/** Whatever is inside can ask how a figure is counted; the answer opens beside it. */
export function ExplainFigures({ children }: { children: ReactNode }) {
  const say = useFiguresTexts()
  const [shown, setShown] = useState<FigureId | 'all' | null>(null)
  return (
    <Explaining value={setShown}>
      {children}
      <Drawer open={shown !== null} onClose={() => setShown(null)} title={say('howCounted')} size={460} destroyOnHidden>
        <p className="linli-quiet">{say('privateLeftOut')}</p>
        {figureIds.map((figure) => (
          <Definition key={figure} figure={figure} first={figure === shown} />
        ))}
      </Drawer>
    </Explaining>
  )
}

function Definition({ figure, first }: { figure: FigureId; first: boolean }) {
  const say = useFiguresTexts()
  const words = useFigureWords()
  const measure = useMeasureWords()
  const place = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (first) place.current?.scrollIntoView({ block: 'start' })
  }, [first])
  const { counts, outOf, without, countsOn, unit } = words.definition(figure)
  const list = (measures: readonly AreaMeasure[]) => measures.map(measure).join(' + ')
  return (
    <details ref={place} className="figure-definition" open={first}>
      <summary>{words.nameOf(figure)}</summary>
      <p>{words.explain(figure)}</p>
      <dl className="facts">
        {typeof counts !== 'string' && (
          <>
            <dt>{say('definition.counted')}</dt>
            <dd>{list(counts)}</dd>
          </>
        )}
        {outOf && (
          <>
            <dt>{say('definition.outOf')}</dt>
            <dd>{list(outOf)}</dd>
          </>
        )}
        {without && (
          <>
            <dt>{say('definition.without')}</dt>
            <dd>{list(without)}</dd>
          </>
        )}
        <dt>{say('definition.countsOn')}</dt>
        <dd>{say(`countsOn.${countsOn}`)}</dd>
        <dt>{say('definition.unit')}</dt>
        <dd>{say(`unitsOfFigures.${unit}`)}</dd>
        <dt>{say('definition.source')}</dt>
        <dd>{say('sourceIs')}</dd>
      </dl>
    </details>
  )
}
