import { type DragEvent, useEffect, useRef, useState } from 'react'

/**
 * Moving the rows of a list by dragging and by keyboard. After a move by keyboard the moved row's handle has the focus again:
 * a browser takes it away when a row changes its place.
 */
export function useReorder(onMove?: (from: number, to: number) => void) {
  const list = useRef<HTMLOListElement>(null)
  const refocus = useRef<string | null>(null)
  const [dragging, setDragging] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const [announce, setAnnounce] = useState<number | null>(null)
  useEffect(() => {
    if (refocus.current === null) return
    list.current?.querySelector<HTMLElement>(refocus.current)?.focus()
    refocus.current = null
  })
  const move = (from: number, to: number) => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-handle]')
    if (focused) refocus.current = `[data-handle="${focused.dataset['handle'] ?? ''}"]`
    setAnnounce(to)
    onMove?.(from, to)
  }
  const end = () => {
    setDragging(null)
    setOver(null)
  }
  const drag = {
    move,
    handle: (index: number) => ({
      draggable: true,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', String(index + 1))
        const row = event.currentTarget.closest('li')
        if (row) event.dataTransfer.setDragImage(row, 12, 12)
        setDragging(index)
      },
      onDragEnd: end,
    }),
    target: (index: number) => ({
      onDragOver: (event: DragEvent) => {
        if (dragging === null) return
        event.preventDefault()
        setOver(index)
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        if (dragging !== null && dragging !== index) move(dragging, index)
        end()
      },
    }),
  }
  return { list, dragging, over, announce, drag }
}
