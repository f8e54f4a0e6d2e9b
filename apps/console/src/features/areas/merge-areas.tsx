import type { Area } from '@linli/contract'
import { Empty, Loading, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Checkbox, Form } from 'antd'
import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import { SeenMatters } from './boundary-outcome.tsx'
import { type MapShape, Shapes } from './map-shapes.tsx'
import { CarriedChildren } from './carried-children.tsx'
import { CodeAndName, ReorganiseReason } from './reorganise-fields.tsx'
import { ringsOf } from './shapes.ts'
import { Faults, ToolFrame } from './tool-frame.tsx'
import { useToolTexts } from './tool-texts.ts'
import { useToolDraft } from './use-tool-draft.ts'
import { childrenOf } from './use-areas.ts'
import type { useSurroundings } from './use-surroundings.ts'

interface MergeDraft {
  chosen: string[]
  typed: { code?: string; name?: string }
  reason: string
}

/** Chooses what an area is merged with, says what comes together, and merges it. */
export function MergeAreas({ area, around }: { area: Area; around: ReturnType<typeof useSurroundings> }) {
  const say = useToolTexts()
  const problemText = useProblemText()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const keyOf = useSteadyKey()
  const candidates = useCandidates(area, around)
  const draft = useToolDraft<MergeDraft>('merge', area.id, { chosen: [], typed: {}, reason: '' })
  const { chosen, typed, reason } = draft.values
  const areaIds = [area.id, ...chosen]
  const preview = useQuery({
    enabled: chosen.length > 0,
    queryKey: ['areas', 'merge-preview', ...areaIds],
    queryFn: () => api.previewMerge({ body: { areaIds } }),
    staleTime: 0,
  })
  const seen = chosen.length > 0 ? preview.data : undefined
  const code = typed.code ?? seen?.successor.code ?? ''
  const name = typed.name ?? seen?.successor.name ?? ''
  const merge = useMutation({
    mutationFn: () => {
      const versions = seen?.areas.map((one) => one.version) ?? []
      const body = { areaIds, versions, code: code.trim(), name: name.trim(), reason: reason.trim() }
      return api.mergeAreas({ body, idempotencyKey: keyOf(body) })
    },
    onSuccess: async (merged) => {
      draft.forget()
      await queries.invalidateQueries({ queryKey: ['areas'] })
      await queries.invalidateQueries({ queryKey: ['posts'] })
      void message.success(say('merge.done'))
      await navigate({ to: '/areas', search: { area: merged.id } })
    },
    onError: () => queries.invalidateQueries({ queryKey: ['areas'] }),
  })
  const toggle = (id: string) => {
    if (!candidates.some((one) => one.id === id)) return
    merge.reset()
    draft.change({ chosen: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id] })
  }
  const shapes = useMemo((): MapShape[] => {
    const own = around.geometry ? [{ id: area.id, boundary: around.geometry, tone: 'area' as const, label: area.name }] : []
    return [...around.shapes.map((shape) => (chosen.includes(shape.id) ? { ...shape, tone: 'part-1' as const } : shape)), ...own]
  }, [around, area, chosen])
  const isReady = seen !== undefined && code.trim() !== '' && name.trim() !== '' && reason.trim() !== ''
  return (
    <ToolFrame
      area={area}
      title={say('merge.title', { name: area.name })}
      hint={say('merge.hint', { name: area.name })}
      box={around.box ?? [73, 3, 136, 54]}
      layers={<Shapes name="around" shapes={shapes} onChoose={toggle} />}
    >
      <h2>{say('merge.choose')}</h2>
      {candidates.length === 0 && <Empty text={say('merge.none')} />}
      <ul className="outcome merge-list">
        {candidates.map(({ id, name: label, touches }) => (
          <li key={id}>
            <Checkbox checked={chosen.includes(id)} onChange={() => toggle(id)}>
              {label}
            </Checkbox>
            {touches && <span className="linli-quiet linli-small">{say('merge.touches')}</span>}
          </li>
        ))}
      </ul>
      {preview.isFetching && !seen && <Loading />}
      {preview.isError && chosen.length > 0 && <Alert type="error" role="alert" title={problemText(preview.error)} />}
      {seen && (
        <Form layout="vertical" onFinish={() => isReady && merge.mutate()}>
          <Faults faults={seen.faults} />
          <h2>{say('merge.what')}</h2>
          <ul className="outcome">
            {seen.areas.map((one) => (
              <li key={one.id}>
                {one.name}
                <span>
                  {say('matters', { count: one.matters })} · {say('posts', { count: one.postCount })}
                </span>
              </li>
            ))}
          </ul>
          <CarriedChildren items={seen.children} />
          <h2>{say('merge.into')}</h2>
          <p>
            <strong>{say('matters', { count: seen.successor.matters.count })}</strong> ·{' '}
            <strong>{say('posts', { count: seen.successor.postCount })}</strong>
            {seen.successor.squareMetres !== null && ` · ${say('size', { km: (seen.successor.squareMetres / 1e6).toFixed(3) })}`}{' '}
            <SeenMatters matters={seen.successor.matters} />
          </p>
          <CodeAndName id="merge" code={code} name={name} onChange={(next) => draft.change({ typed: { ...typed, ...next } })} />
          <ReorganiseReason id="merge-reason" value={reason} onChange={(next) => draft.change({ reason: next })} />
          {merge.isError && <Alert type="error" role="alert" title={problemText(merge.error)} />}
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={merge.isPending}>
            {say('merge.confirm', { count: areaIds.length })}
          </Button>
        </Form>
      )}
    </ToolFrame>
  )
}

/** Siblings, those that touch the area first. */
function useCandidates(area: Area, around: ReturnType<typeof useSurroundings>) {
  const children = useQuery({ ...childrenOf(area.parentId ?? undefined), enabled: area.parentId !== null }).data?.items
  return useMemo(() => {
    const own = new Set(ringsOf(around.geometry).flat().map(String))
    const touching = new Set(
      around.siblings
        .filter(({ geometry }) =>
          ringsOf(geometry)
            .flat()
            .some((place) => own.has(String(place))),
        )
        .map(({ id }) => id),
    )
    return (children ?? [])
      .filter((one) => one.id !== area.id && one.level === area.level)
      .map(({ id, name }) => ({ id, name, touches: touching.has(id) }))
      .toSorted((a, b) => Number(b.touches) - Number(a.touches))
  }, [children, around, area])
}
