import type { BoundaryPreview, MovingMatters } from '@linli/contract'
import { Link } from '@tanstack/react-router'
import { useToolTexts } from './tool-texts.ts'

/** What a new boundary would change: sizes, and the open matters that go along. */
export function BoundaryOutcome({ preview }: { preview: BoundaryPreview }) {
  const say = useToolTexts()
  if (preview.areas.length === 0) return null
  return (
    <>
      <h2>{say('boundary.neighbours')}</h2>
      <ul className="outcome">
        {preview.areas.map((area) => (
          <li key={area.id}>
            {area.name}
            <span className="linli-number">
              {area.squareMetresBefore === null ? '–' : kilometres(area.squareMetresBefore)} → {kilometres(area.squareMetres)} km²
            </span>
          </li>
        ))}
      </ul>
      <h2>{say('moves')}</h2>
      {preview.moves.length === 0 && <p className="linli-quiet">{say('noMoves')}</p>}
      <ul className="outcome">
        {preview.moves.map((move) => (
          <li key={move.fromAreaId + move.toAreaId}>
            {say('moved', { count: move.matters.count, from: move.fromName, to: move.toName })} <SeenMatters matters={move.matters} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** Links to those of the moving matters that the reader may see. */
export function SeenMatters({ matters }: { matters: MovingMatters }) {
  return (
    <span>
      {matters.seen.map(({ id, number }) => (
        <Link key={id} to="/desk" search={{ matter: id }} className="relative">
          {number}
        </Link>
      ))}
    </span>
  )
}

const kilometres = (squareMetres: number) => (squareMetres / 1e6).toFixed(3)
