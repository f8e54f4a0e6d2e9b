import type { MatterRow } from '@linli/contract'
import { useQueries } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { distanceM } from '../../parts/distance.ts'
import { useHere } from '../../parts/here.ts'
import { useWorkTexts } from './texts.ts'
import { WorkList } from './work-list.tsx'

/** As many matters are looked up for their place; the rest stand below, by limit. */
const mostPlaces = 30

/** A list of places to go to: by limit, or from near to far once the phone has said where it is. */
export function NearList({ name, matters }: { name: 'to_verify' | 'just_reported'; matters: readonly MatterRow[] }) {
  const say = useWorkTexts()
  const { place, finding, failed, find } = useHere()
  const [byLimit, setByLimit] = useState(false)
  // Fetched whole under the page's own key: opening one is then immediate, and works where the network has gone.
  const wholes = useQueries({
    queries: (place ? matters.slice(0, mostPlaces) : []).map(({ id }) => ({
      queryKey: ['matter', id],
      queryFn: () => api.getMatter({ params: { matterId: id } }),
      staleTime: 300_000,
    })),
  })
  if (matters.length === 0) return null
  const distances = new Map<string, number>()
  for (const { data } of wholes) if (place && data?.point) distances.set(data.id, distanceM(place, data.point))
  const far = (matter: MatterRow) => distances.get(matter.id) ?? Number.MAX_VALUE
  const sorted = place && !byLimit ? matters.toSorted((a, b) => far(a) - far(b)) : matters
  return (
    <>
      <WorkList name={name} matters={sorted} distances={distances} />
      {matters.length > 1 && (
        <Button
          block
          className="apart"
          loading={finding}
          loadingText={say('finding')}
          onClick={() => (place ? setByLimit(!byLimit) : find())}
        >
          {say(place && !byLimit ? 'sortByLimit' : 'sortByDistance')}
        </Button>
      )}
      {failed && !place && <p className="hint">{say('noPlace')}</p>}
    </>
  )
}
