import type { MergePreview, SplitPreview } from '@linli/contract'
import { Select } from 'antd'
import { useToolTexts } from './tool-texts.ts'

type Child = MergePreview['children'][number] | SplitPreview['children'][number]

/** What is below an area that ends and where it goes on; of a split each can be given to another part. */
export function CarriedChildren({
  items,
  partCount,
  onMove,
}: {
  items: readonly Child[]
  partCount?: number
  onMove?: (areaId: string, listedPart: number) => void
}) {
  const say = useToolTexts()
  if (items.length === 0) return null
  const parts = Array.from({ length: partCount ?? 0 }, (_, index) => ({ value: index, label: say('split.part', { number: index + 1 }) }))
  return (
    <section aria-label={say('children.title')}>
      <h2>{say('children.title')}</h2>
      <p className="linli-quiet">{say(onMove ? 'children.splitHint' : 'children.mergeHint')}</p>
      <ul className="outcome carried-children">
        {items.map((child) => (
          <li key={child.id}>
            <span>
              {child.name}
              <small className="linli-quiet">
                {[
                  ...(child.below > 0 ? [say('children.below', { count: child.below })] : []),
                  say('matters', { count: child.matters }),
                  say('posts', { count: child.postCount }),
                ].join(' · ')}
              </small>
            </span>
            {onMove && 'listedPart' in child && (
              <Select
                size="small"
                aria-label={say('children.partOf', { name: child.name })}
                value={child.listedPart}
                options={parts}
                onChange={(part) => onMove(child.id, part)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
