import type { Area } from '@linli/contract'
import { useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Form, Radio, Segmented } from 'antd'
import { useEffect, useEffectEvent, useMemo } from 'react'
import { api } from '../../app/api.ts'
import { SeenMatters } from './boundary-outcome.tsx'
import { CornerList } from './corner-list.tsx'
import { Drawing } from './drawing.tsx'
import { type MapShape, Shapes, type Tone } from './map-shapes.tsx'
import { Pins } from './pins.tsx'
import { CarriedChildren } from './carried-children.tsx'
import { CodeAndName, ReorganiseReason } from './reorganise-fields.tsx'
import { lineThrough, type Place } from './shapes.ts'
import { Faults, placesOf, ToolFrame } from './tool-frame.tsx'
import { useToolTexts } from './tool-texts.ts'
import { useToolDraft } from './use-tool-draft.ts'
import type { useSurroundings } from './use-surroundings.ts'

const tones: readonly Tone[] = ['part-0', 'part-1', 'part-2']

interface SplitDraft {
  kind: 'line' | 'ring'
  drawn: Place[][]
  /** Which part, as the cut makes them, takes the posts and is listed first. */
  first: number
  /** What was typed for the parts as they are listed. */
  names: Record<number, { code?: string; name?: string }>
  /** Children that go to another part than they lie in, by the cut's own numbers. */
  children: Record<string, number>
  reason: string
}

/** The cut's own number of a part that is listed at `index` while part `first` is listed first. */
function orderOf(index: number, first: number): number {
  if (index === 0) return first
  return index <= first ? index - 1 : index
}

/** Cuts an area by a line or a shape, says what goes to each part, and splits it. */
export function SplitArea({ area, around }: { area: Area; around: ReturnType<typeof useSurroundings> }) {
  const say = useToolTexts()
  const problemText = useProblemText()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const keyOf = useSteadyKey()
  const draft = useToolDraft<SplitDraft>('split', area.id, { kind: 'line', drawn: [], first: 0, names: {}, children: {}, reason: '' })
  const { kind, drawn, first, names, children, reason } = draft.values
  const preview = useMutation({
    mutationFn: ({
      cut,
      first: receiver = 0,
      children: told = {},
    }: { cut: Place[][] } & Partial<Pick<SplitDraft, 'first' | 'children'>>) => {
      const [shape = []] = cut
      const given =
        kind === 'line' ? { type: 'LineString' as const, coordinates: shape } : { type: 'Polygon' as const, coordinates: [shape] }
      const moved = Object.entries(told).map(([areaId, part]) => ({ areaId, part }))
      const body = { first: receiver, ...(cut.length > 0 && { cut: given }), ...(moved.length > 0 && { children: moved }) }
      return api.previewSplit({ params: { areaId: area.id }, body })
    },
  })
  const seen = preview.data
  const parts = useMemo(
    () =>
      seen?.parts.map((part, index) => ({ ...part, code: names[index]?.code ?? part.code, name: names[index]?.name ?? part.name })) ?? [],
    [seen, names],
  )
  const split = useMutation({
    mutationFn: () => {
      const body = {
        version: area.version,
        reason: reason.trim(),
        parts: parts.map(({ code, name, geometry }, index) => ({
          code: code.trim(),
          name: name.trim(),
          ...(geometry && { geometry }),
          childIds: seen?.children.flatMap((child) => (child.listedPart === index ? [child.id] : [])) ?? [],
        })),
      }
      return api.splitArea({ params: { areaId: area.id }, body, idempotencyKey: keyOf(body) })
    },
    onSuccess: async () => {
      draft.forget()
      await queries.invalidateQueries({ queryKey: ['areas'] })
      await queries.invalidateQueries({ queryKey: ['posts'] })
      void message.success(say('split.done'))
      await navigate({ to: '/areas', search: { area: area.id } })
    },
    onError: () => queries.invalidateQueries({ queryKey: ['areas'] }),
  })
  const draw = (cut: Place[][]) => {
    draft.change({ drawn: cut, first: 0, names: {}, children: {} })
    split.reset()
    if (cut.length > 0) preview.mutate({ cut })
    else preview.reset()
  }
  // What was drawn before a reload is looked at again; nothing was written.
  const lookAgain = useEffectEvent(() => {
    if (drawn.length > 0) preview.mutate({ cut: drawn, first, children })
  })
  useEffect(() => lookAgain(), [])
  const shapes = useMemo((): MapShape[] => {
    const whole = around.geometry ? [{ id: area.id, boundary: around.geometry, tone: 'area' as const }] : []
    const divided = parts.flatMap(({ geometry, name }, index) =>
      geometry ? [{ id: String(index), boundary: geometry, tone: tones[index % tones.length] ?? 'part-0', label: name }] : [],
    )
    return [...around.shapes, ...(divided.length > 0 ? divided : whole)]
  }, [around, area.id, parts])
  const faultPlaces = useMemo(() => placesOf(seen?.faults ?? []), [seen])
  const isTwice = new Set(parts.map((part) => part.code.trim())).size < parts.length
  const isRefused = seen?.faults.some((fault) => fault.severity === 'refuse') ?? false
  const isReady =
    !isRefused && parts.length > 1 && !isTwice && reason.trim() !== '' && parts.every((part) => part.code.trim() && part.name.trim())
  const { box } = around
  return (
    <ToolFrame
      area={area}
      title={say('split.title', { name: area.name })}
      hint={say('split.hint')}
      box={box ?? [73, 3, 136, 54]}
      layers={
        <>
          <Shapes name="around" shapes={shapes} />
          <Drawing key={kind} kind={kind} shapes={drawn} snapTo={around.corners} onChange={draw} />
          <Pins places={faultPlaces} />
        </>
      }
    >
      <Segmented<'line' | 'ring'>
        aria-label={say('split.by')}
        value={kind}
        options={[
          { value: 'line', label: say('split.line') },
          { value: 'ring', label: say('split.shape') },
        ]}
        onChange={(value) => {
          draft.change({ kind: value, drawn: [], first: 0, names: {}, children: {} })
          split.reset()
          preview.reset()
        }}
      />
      <p className="tool-buttons">
        {kind === 'line' && box && (
          <>
            <Button size="small" onClick={() => draw([lineThrough(box, 'north_south')])}>
              {say('split.northSouth')}
            </Button>
            <Button size="small" onClick={() => draw([lineThrough(box, 'west_east')])}>
              {say('split.westEast')}
            </Button>
          </>
        )}
        <Button size="small" disabled={drawn.length === 0} onClick={() => draw([])}>
          {say('again')}
        </Button>
        {!around.geometry && (
          <Button size="small" onClick={() => preview.mutate({ cut: [] })}>
            {say('preview')}
          </Button>
        )}
      </p>
      {drawn.length > 0 && <CornerList kind={kind} shapes={drawn} onChange={draw} />}
      {preview.isError && <Alert type="error" role="alert" title={problemText(preview.error)} />}
      {seen && <Faults faults={seen.faults} />}
      {parts.length > 1 && (
        <Form layout="vertical" onFinish={() => isReady && split.mutate()}>
          {parts.map((part, index) => (
            <fieldset key={tones[index] ?? part.code} className={`split-part ${tones[index % tones.length]}`}>
              <legend>
                {say('split.part', { number: index + 1 })}
                {part.squareMetres !== null && (
                  <span className="linli-quiet"> {say('size', { km: (part.squareMetres / 1e6).toFixed(3) })}</span>
                )}
              </legend>
              <p>
                <strong>{say('matters', { count: part.matters.count })}</strong>
                {index === 0 && (seen?.unplacedMatters ?? 0) > 0 && ` · ${say('split.unplaced', { count: seen?.unplacedMatters ?? 0 })}`}
                {' · '}
                <strong>{say('posts', { count: part.postCount })}</strong> <SeenMatters matters={part.matters} />
              </p>
              <CodeAndName
                id={String(index)}
                code={part.code}
                name={part.name}
                onChange={(typed) => draft.change({ names: { ...names, [index]: { ...names[index], ...typed } } })}
              />
              <Radio
                checked={index === 0}
                onChange={() => {
                  draft.change({ first: orderOf(index, first), names: {} })
                  preview.mutate({ cut: drawn, first: orderOf(index, first), children })
                }}
              >
                {say('split.takesPosts')}
              </Radio>
            </fieldset>
          ))}
          {seen && (
            <CarriedChildren
              items={seen.children}
              partCount={parts.length}
              onMove={(areaId, listedPart) => {
                const told = { ...children, [areaId]: orderOf(listedPart, first) }
                draft.change({ children: told })
                preview.mutate({ cut: drawn, first, children: told })
              }}
            />
          )}
          {isTwice && <Alert type="error" role="alert" title={say('split.twice')} />}
          <ReorganiseReason id="split-reason" value={reason} onChange={(typed) => draft.change({ reason: typed })} />
          {split.isError && <Alert type="error" role="alert" title={problemText(split.error)} />}
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={split.isPending}>
            {say('split.confirm', { count: parts.length })}
          </Button>
        </Form>
      )}
    </ToolFrame>
  )
}
