import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Table } from 'antd'
import type { Place } from './shapes.ts'
import { useToolTexts } from './tool-texts.ts'

interface Corner {
  key: string
  shape: number
  index: number
  place: Place
}

/** The corners in their order, to be typed, added and removed by keyboard; the same ones that are dragged on the map. */
export function CornerList({
  kind,
  shapes,
  onChange,
}: {
  kind: 'ring' | 'line'
  shapes: readonly Place[][]
  onChange: (shapes: Place[][]) => void
}) {
  const say = useToolTexts()
  const corners = shapes.flatMap((shape, which) =>
    openOf(kind, shape).map((place, index): Corner => ({ key: `${which}.${index}`, shape: which, index, place })),
  )
  const least = kind === 'ring' ? 3 : 2
  const change = (corner: Corner, edit: (places: Place[]) => Place[]) =>
    onChange(shapes.map((shape, which) => (which === corner.shape ? closedAs(kind, edit(openOf(kind, shape))) : shape)))
  const move = (corner: Corner, axis: 0 | 1, value: number | null) =>
    value !== null &&
    value !== corner.place[axis] &&
    change(corner, (places) =>
      places.map((place, index) => (index === corner.index ? (axis === 0 ? [value, place[1]] : [place[0], value]) : place)),
    )
  const number = ({ shape, index }: Corner) => (shapes.length > 1 ? `${shape + 1}.${index + 1}` : String(index + 1))
  return (
    <Table<Corner>
      size="small"
      className="corner-list"
      aria-label={say('corners')}
      dataSource={corners}
      pagination={corners.length > 12 ? { pageSize: 12, size: 'small', showSizeChanger: false } : false}
      locale={{ emptyText: <span className="linli-quiet">{say('noCorners')}</span> }}
      columns={[
        { key: 'number', title: say('corner'), width: 40, render: (_, corner) => number(corner) },
        ...([0, 1] as const).map((axis) => ({
          key: String(axis),
          title: say(axis === 0 ? 'longitude' : 'latitude'),
          render: (_: unknown, corner: Corner) => (
            <InputNumber
              size="small"
              aria-label={say(axis === 0 ? 'longitudeOf' : 'latitudeOf', { number: number(corner) })}
              value={corner.place[axis]}
              step={0.0001}
              min={axis === 0 ? 73 : 3}
              max={axis === 0 ? 136 : 54}
              precision={7}
              onChange={(value) => move(corner, axis, value)}
            />
          ),
        })),
        {
          key: 'do',
          title: '',
          width: 58,
          render: (_, corner) => (
            <span className="corner-buttons">
              <Button
                size="small"
                type="text"
                icon={<PlusOutlined />}
                aria-label={say('addAfter', { number: number(corner) })}
                title={say('addAfter', { number: number(corner) })}
                onClick={() => change(corner, (places) => insertAfter(places, corner.index))}
              />
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined />}
                disabled={openOf(kind, shapes[corner.shape] ?? []).length <= least}
                aria-label={say('remove', { number: number(corner) })}
                title={say('remove', { number: number(corner) })}
                onClick={() => change(corner, (places) => places.filter((_place, index) => index !== corner.index))}
              />
            </span>
          ),
        },
      ]}
    />
  )
}

/** Without the last position of a ring, which is the first again. */
function openOf(kind: 'ring' | 'line', shape: readonly Place[]): Place[] {
  return kind === 'ring' ? shape.slice(0, -1) : [...shape]
}

function closedAs(kind: 'ring' | 'line', places: readonly Place[]): Place[] {
  const [first] = places
  return kind === 'ring' && first ? [...places, first] : [...places]
}

/** A new corner half way to the next. */
function insertAfter(places: readonly Place[], index: number): Place[] {
  const [x, y] = places[index] ?? [0, 0]
  const [nextX, nextY] = places[(index + 1) % places.length] ?? [x, y]
  return places.toSpliced(index + 1, 0, [Number(((x + nextX) / 2).toFixed(7)), Number(((y + nextY) / 2).toFixed(7))])
}
