import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import TextArea from 'antd-mobile/es/components/text-area'
import { LocationOutline } from 'antd-mobile-icons'
import { api } from '../../app/api.ts'
import { here } from '../../parts/here.ts'
import type { Draft } from './draft.ts'
import { useReportTexts } from './texts.ts'

/** Where it is: found by the phone, or said in words. */
export function PlaceField({ draft, change, missing }: { draft: Draft; change: (part: Partial<Draft>) => void; missing: boolean }) {
  const say = useReportTexts()
  const locate = useMutation({
    mutationFn: async () => {
      const place = await here()
      return { place, placeName: await nameOf(place) }
    },
    onSuccess: change,
  })
  return (
    <section className="card">
      <h2>
        <span className="step">1</span>
        {say('where.title')}
      </h2>
      {draft.place ? (
        <output className="found">
          <LocationOutline aria-hidden />
          <span>{draft.placeName ? say('where.located', { path: draft.placeName }) : say('where.plain')}</span>
          <button type="button" className="text-button" onClick={() => change({ place: null, placeName: '' })}>
            {say('where.remove')}
          </button>
        </output>
      ) : (
        <Button
          block
          size="large"
          color="primary"
          fill="outline"
          loading={locate.isPending}
          loadingText={say('where.locating')}
          onClick={() => locate.mutate()}
        >
          <LocationOutline aria-hidden /> {say('where.locate')}
        </Button>
      )}
      {locate.isError && !draft.place && <p className="hint">{say('where.denied')}</p>}
      <label className="field">
        <span>{say('where.address')}</span>
        <TextArea
          id="report-where"
          value={draft.address}
          onChange={(address) => change({ address })}
          placeholder={say('where.addressHint')}
          rows={2}
          maxLength={300}
        />
      </label>
      {missing && (
        <p className="wrong" role="alert">
          {say('where.missing')}
        </p>
      )}
    </section>
  )
}

/** The name of the grid a point is in, for the reporter to check; empty when it cannot be told, which is no reason to stop. */
async function nameOf(place: { longitude: number; latitude: number }): Promise<string> {
  const located = await api
    .locatePoint({ query: { longitude: place.longitude, latitude: place.latitude, coordinateSystem: 'wgs84' } })
    .catch(() => null)
  return located ? [...located.ancestors.slice(-2).map((area) => area.name), located.name].join(' ') : ''
}
