import { ArrowDownOutlined, ArrowUpOutlined, MinusOutlined } from '@ant-design/icons'
import type { Change } from './figure-words.ts'
import './change-mark.css'

/** How a figure changed; never by colour alone: an arrow, and in words which way. */
export function ChangeMark({ change }: { change: Change }) {
  const Arrow = { up: ArrowUpOutlined, down: ArrowDownOutlined, same: MinusOutlined }[change.direction]
  return (
    <span className="figure-change" data-good={change.good ?? undefined}>
      <Arrow aria-hidden /> {change.words}
    </span>
  )
}
