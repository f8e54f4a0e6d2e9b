import { UndoOutlined } from '@ant-design/icons'
import type { Area, BoundaryPreview } from '@linli/contract'
import { problemOf, useProblemText, useSteadyKey, useStored } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Checkbox, Form, Input } from 'antd'
import { useMemo, useState } from 'react'
import { api } from '../../app/api.ts'
import { CornerList } from './corner-list.tsx'
import { Drawing } from './drawing.tsx'
import { type MapShape, Shapes } from './map-shapes.tsx'
import { Pins } from './pins.tsx'
import { type Boundary, type Place, ringsOf, squareKilometres, withRings } from './shapes.ts'
import { Faults, placesOf, ToolFrame } from './tool-frame.tsx'
import { useToolTexts } from './tool-texts.ts'
import { BoundaryOutcome } from './boundary-outcome.tsx'
import type { useSurroundings } from './use-surroundings.ts'

type Around = ReturnType<typeof useSurroundings>

/** Draws a boundary, says what that would change, and saves it. What is drawn is kept on this device until it is saved. */
export function ChangeBoundary({ area, around }: { area: Area; around: Around }) {
  const say = useToolTexts()
  const problemText = useProblemText()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const keyOf = useSteadyKey()
  const drawing = useDrawnBoundary(area.id, around.geometry)
  const [follow, setFollow] = useState(true)
  const neighbours = follow ? ('follow' as const) : ('keep' as const)
  const [reason, setReason] = useState('')
  const { boundary } = drawing
  const preview = useMutation({
    mutationFn: (geometry: Boundary) => api.previewBoundary({ params: { areaId: area.id }, body: { geometry, neighbours } }),
  })
  const save = useMutation({
    mutationFn: ({ geometry, digest }: { geometry: Boundary; digest: string }) => {
      const body = { geometry, neighbours, version: area.version, digest, reason: reason.trim() }
      return api.changeBoundary({ params: { areaId: area.id }, body, idempotencyKey: keyOf(body) })
    },
    onSuccess: async () => {
      drawing.forget()
      await queries.invalidateQueries({ queryKey: ['areas'] })
      void message.success(say('saved'))
      await navigate({ to: '/areas', search: { area: area.id } })
    },
    onError: async (error) => {
      if (!isConflict(error)) return
      preview.reset()
      await queries.invalidateQueries({ queryKey: ['areas'] })
    },
  })
  const seen = preview.data
  const outdate = () => {
    preview.reset()
    save.reset()
  }
  const mayBeSaved = seen !== undefined && seen.faults.every((fault) => fault.severity !== 'refuse') && reason.trim() !== ''
  const shapes = useShapes(around, seen)
  const faultPlaces = useMemo(() => placesOf(seen?.faults ?? []), [seen])
  return (
    <ToolFrame
      area={area}
      title={say('boundary.title', { name: area.name })}
      hint={say('boundary.hint')}
      box={around.box ?? [73, 3, 136, 54]}
      layers={
        <>
          <Shapes name="around" shapes={shapes} />
          <Drawing
            kind="ring"
            shapes={drawing.rings}
            snapTo={around.corners}
            onChange={(rings) => {
              drawing.change(rings)
              outdate()
            }}
          />
          <Pins places={faultPlaces} />
        </>
      }
    >
      {drawing.restored && <Alert type="info" title={say('boundary.draft')} />}
      <p className="size-line">
        <strong>{say('size', { km: squareKilometres(boundary).toFixed(3) })}</strong>{' '}
        {around.geometry && <span className="linli-quiet">{say('sizeWas', { km: squareKilometres(around.geometry).toFixed(3) })}</span>}
        <span className="size-buttons">
          <Button
            size="small"
            icon={<UndoOutlined />}
            disabled={!drawing.mayUndo}
            onClick={() => {
              drawing.undo()
              outdate()
            }}
          >
            {say('undo')}
          </Button>
        </span>
      </p>
      <Checkbox
        checked={follow}
        onChange={(event) => {
          setFollow(event.target.checked)
          outdate()
        }}
      >
        {say('boundary.follow')} <small className="linli-quiet">{say('boundary.followHint')}</small>
      </Checkbox>
      <CornerList
        kind="ring"
        shapes={drawing.rings}
        onChange={(rings) => {
          drawing.change(rings)
          outdate()
        }}
      />
      {save.isError && isConflict(save.error) && (
        <Alert
          type="warning"
          role="alert"
          title={say('conflict')}
          action={
            <Button
              size="small"
              onClick={() => {
                drawing.forget()
                outdate()
              }}
            >
              {say('takeTheirs')}
            </Button>
          }
        />
      )}
      {(preview.isError || (save.isError && !isConflict(save.error))) && (
        <Alert type="error" role="alert" title={problemText(preview.error ?? save.error)} />
      )}
      {!seen && (
        <Button
          type="primary"
          disabled={boundary === null}
          loading={preview.isPending}
          onClick={() => boundary && preview.mutate(boundary)}
        >
          {say('preview')}
        </Button>
      )}
      {seen && (
        <>
          <Faults faults={seen.faults} />
          <BoundaryOutcome preview={seen} />
          <Form layout="vertical" onFinish={() => boundary && mayBeSaved && save.mutate({ geometry: boundary, digest: seen.digest })}>
            <Form.Item label={say('reason')} extra={say('reasonHint')} htmlFor="boundary-reason" required>
              <Input id="boundary-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Form.Item>
            <Button type="primary" htmlType="submit" disabled={!mayBeSaved} loading={save.isPending}>
              {say('save')}
            </Button>
          </Form>
        </>
      )}
    </ToolFrame>
  )
}

function isConflict(error: unknown): boolean {
  const code = problemOf(error)?.code
  return code === 'area_changed' || code === 'preview_outdated'
}

/** What is drawn with every step before it; unsaved drawings are kept by area. */
function useDrawnBoundary(areaId: string, inForce: Boundary | null) {
  const [stored, keep] = useStored(`draft.boundary.${areaId}`)
  const [steps, setSteps] = useState<readonly Boundary[]>(() => {
    const draft = stored === null ? null : (JSON.parse(stored) as Boundary)
    return draft ? [draft] : []
  })
  const [restored] = useState(() => stored !== null)
  const boundary = steps.at(-1) ?? inForce
  const rings = useMemo(() => ringsOf(boundary), [boundary])
  const put = (next: readonly Boundary[]) => {
    setSteps(next)
    const last = next.at(-1)
    keep(last ? JSON.stringify(last) : null)
  }
  return {
    boundary,
    rings,
    restored: restored && steps.length > 0,
    mayUndo: steps.length > 0,
    change: (next: Place[][]) => {
      const drawn = withRings(boundary, next)
      if (drawn) put([...steps, drawn])
    },
    undo: () => put(steps.slice(0, -1)),
    forget: () => put([]),
  }
}

/** Neighbours as they are, or as they would be, and the boundary in force. */
function useShapes(around: Around, seen: BoundaryPreview | undefined): MapShape[] {
  return useMemo(() => {
    const after = new Map(seen?.areas.slice(1).map((one) => [one.id, one.geometry]))
    const neighbours = around.shapes.map((shape) => ({ ...shape, boundary: after.get(shape.id) ?? shape.boundary }))
    return [...neighbours, ...(around.geometry ? [{ id: 'before', boundary: around.geometry, tone: 'before' as const }] : [])]
  }, [around.shapes, around.geometry, seen])
}
