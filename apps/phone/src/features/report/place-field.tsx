import type { GivenPoint, NamedPlace } from '@linli/contract'
import { useMutation } from '@tanstack/react-query'
import TextArea from 'antd-mobile/es/components/text-area'
import { LocationOutline } from 'antd-mobile-icons'
import { lazy, Suspense, useState } from 'react'
import { here } from '../../parts/here.ts'
import { LocateButton } from '../../parts/place/locate-button.tsx'
import { namedPoint } from '../../parts/place/named-point.ts'
import { PlaceSuggestions } from '../../parts/place/place-suggestions.tsx'
import type { Draft } from './draft.ts'
import { useReportTexts } from './texts.ts'

const PinSheet = lazy(() => import('../../parts/place/pin-sheet.tsx'))

/** Where it is: found by the phone, pointed at on a map, or said in words. */
export function PlaceField({ draft, change, missing }: { draft: Draft; change: (part: Partial<Draft>) => void; missing: boolean }) {
  const say = useReportTexts()
  const [pinning, setPinning] = useState(false)
  const [searching, setSearching] = useState(false)
  const locate = useMutation({
    mutationFn: here,
    onSuccess: async (place) => {
      // The place counts at once; what it is called may take a while on a slow network.
      change({ place, placeName: '' })
      change(await namedPoint(place))
    },
  })
  const choose = ({ label, point }: NamedPlace) => {
    change({ address: label })
    setSearching(false)
    // What the phone has found is nearer than the middle of a place with a name.
    if (point && !draft.place) void namedPoint({ ...point, coordinateSystem: 'wgs84' }).then(change)
  }
  const pinFrom = onMap(draft.place)
  return (
    <section className="card" onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setSearching(false)}>
      <h2>
        <span className="step">2</span>
        {say('where.title')}
      </h2>
      {draft.place ? (
        <div className="found">
          <LocationOutline aria-hidden />
          <output>{draft.placeName ? say('where.located', { path: draft.placeName }) : say('where.plain')}</output>
          <div className="found-actions">
            {pinFrom && (
              <button type="button" className="text-button" onClick={() => setPinning(true)}>
                {say('where.pin')}
              </button>
            )}
            <button type="button" className="text-button" onClick={() => change({ place: null, placeName: '' })}>
              {say('where.remove')}
            </button>
          </div>
        </div>
      ) : (
        <LocateButton
          label={say('where.locate')}
          busyLabel={say('where.locating')}
          busy={locate.isPending}
          onLocate={() => locate.mutate()}
        />
      )}
      {locate.isError && !draft.place && <p className="hint">{say('where.denied')}</p>}
      <label className="field">
        <span>{say('where.address')}</span>
        <TextArea
          id="report-where"
          value={draft.address}
          onChange={(address) => {
            change({ address })
            setSearching(true)
          }}
          placeholder={say('where.addressHint')}
          rows={2}
          maxLength={300}
        />
      </label>
      {searching && <PlaceSuggestions typed={draft.address} onChoose={choose} />}
      {missing && (
        <p className="wrong" role="alert">
          {say('where.missing')}
        </p>
      )}
      {pinning && pinFrom && (
        <Suspense>
          <PinSheet
            from={pinFrom}
            onClose={() => setPinning(false)}
            onChoose={(chosen) => {
              change(chosen)
              setPinning(false)
            }}
          />
        </Suspense>
      )}
    </section>
  )
}

/** Where the pin begins; null for a place that could not be brought to WGS-84 yet: it would stand hundreds of metres off. */
function onMap(place: GivenPoint | null): GivenPoint | null {
  return place && place.coordinateSystem !== 'gcj02' ? place : null
}
