import { ArrowLeftOutlined } from '@ant-design/icons'
import { drawingFaultTexts, type Area, type Finding, findingSentence } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { type Box, CityMap } from '@linli/ui/map'
import { useToolTexts } from './tool-texts.ts'
import type { Place } from './shapes.ts'

/** A tool over the whole page: the map, and beside it what is drawn, what it would do, and the button that does it. */
export function ToolFrame({
  area,
  title,
  hint,
  box,
  layers,
  children,
}: {
  area: Area
  title: string
  hint: string
  box: Box
  /** On the map. */
  layers: ReactNode
  /** Beside it. */
  children: ReactNode
}) {
  const say = useToolTexts()
  return (
    <div className="area-tool">
      <section className="area-tool-side" aria-label={title}>
        <Link to="/areas" search={{ area: area.id }} className="area-tool-back">
          <ArrowLeftOutlined aria-hidden /> {say('back', { name: area.name })}
        </Link>
        <h1>{title}</h1>
        <p className="linli-quiet">{hint}</p>
        {children}
      </section>
      <div className="area-tool-map">
        <CityMap label={say('map', { name: area.name })} box={box}>
          {layers}
        </CityMap>
      </div>
    </div>
  )
}

/** What speaks against a drawing, in words, numbered as the pins on the map are. */
export function Faults({ faults }: { faults: readonly Finding[] }) {
  const say = useToolTexts()
  const language = useLanguage()
  if (faults.length === 0) return null
  const isRefused = faults.some((fault) => fault.severity === 'refuse')
  return (
    <Alert
      type={isRefused ? 'error' : 'warning'}
      role={isRefused ? 'alert' : 'status'}
      title={say(isRefused ? 'faults' : 'warnings')}
      description={
        <ol className="fault-list">
          {faults.map((fault) => (
            <li key={JSON.stringify(fault)}>{findingSentence(fault, language, drawingFaultTexts)}</li>
          ))}
        </ol>
      }
    />
  )
}

/** Where faults are, in their order; those without a place are left out. */
export function placesOf(faults: readonly Finding[]): Place[] {
  return faults.flatMap(({ detail: { longitude, latitude } }) =>
    typeof longitude === 'number' && typeof latitude === 'number' && longitude !== 0 ? [[longitude, latitude] satisfies Place] : [],
  )
}
