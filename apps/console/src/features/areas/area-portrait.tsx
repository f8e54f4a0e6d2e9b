import { BorderOuterOutlined, EditOutlined, MergeCellsOutlined, SplitCellsOutlined } from '@ant-design/icons'
import type { Area } from '@linli/contract'
import { QueryError } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { RenameArea } from './rename-area.tsx'
import { useAreasTexts } from './texts.ts'
import { useLevelName, usePortrait } from './use-areas.ts'

/** An area in numbers, and what whoever reads may do with it. */
export function AreaPortrait({ area }: { area: Area }) {
  const say = useAreasTexts()
  const levelName = useLevelName()
  const portrait = usePortrait(area.id)
  const [renaming, setRenaming] = useState(false)
  if (portrait.isError) return <QueryError error={portrait.error} onRetry={() => void portrait.refetch()} />
  const numbers = portrait.data
  if (!numbers) return <dl className="portrait" aria-busy />
  const upTo = (count: number) => (count > 999 ? '999+' : count.toLocaleString())
  return (
    <>
      <dl className="portrait">
        {numbers.squareMetres !== null && <Figure label={say('size')} value={(numbers.squareMetres / 1e6).toFixed(2)} unit="km²" />}
        {numbers.below.map(({ level, count }) => (
          <Figure key={level} label={levelName(level)} value={count.toLocaleString()} />
        ))}
        {numbers.posts && (
          <Figure
            label={say('postsHere')}
            value={upTo(numbers.posts.here)}
            {...(numbers.posts.below > 0 && { unit: say('postsBelow', { count: numbers.posts.below }) })}
          />
        )}
        {numbers.openMatters && (
          <>
            <Figure label={say('openMatters')} value={upTo(numbers.openMatters.open)} />
            <Figure label={say('overLimit')} value={upTo(numbers.openMatters.overLimit)} />
          </>
        )}
      </dl>
      {numbers.mayChange && (
        <p className="area-tools">
          <Button type="link" size="small" className="area-tool-button" icon={<EditOutlined />} onClick={() => setRenaming(true)}>
            {say('tools.rename')}
          </Button>
          <Link to="/areas" search={{ area: area.id, tool: 'boundary' }}>
            <BorderOuterOutlined aria-hidden /> {say('tools.boundary')}
          </Link>
          {area.parentId !== null && (
            <>
              <Link to="/areas" search={{ area: area.id, tool: 'split' }}>
                <SplitCellsOutlined aria-hidden /> {say('tools.split')}
              </Link>
              <Link to="/areas" search={{ area: area.id, tool: 'merge' }}>
                <MergeCellsOutlined aria-hidden /> {say('tools.merge')}
              </Link>
            </>
          )}
        </p>
      )}
      {renaming && <RenameArea area={area} onClose={() => setRenaming(false)} />}
    </>
  )
}

function Figure({ label, value, unit }: { label: string; value: string; unit?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value} {unit && <small>{unit}</small>}
      </dd>
    </div>
  )
}
