import type { GivenPoint, Matter } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { distanceM, formatDistance } from '../../parts/distance.ts'
import { here } from '../../parts/here.ts'
import { useMatterTexts } from './texts.ts'

/** Adds where the phone is, and says how far that is from the matter's place. Never needed: without it one can send as well. */
export function LocateField({
  matter,
  value,
  onChange,
}: {
  matter: Matter
  value: GivenPoint | null
  onChange: (place: GivenPoint) => void
}) {
  const say = useMatterTexts()
  const language = useLanguage()
  const locate = useMutation({ mutationFn: here, onSuccess: onChange })
  return (
    <>
      <Button block loading={locate.isPending} loadingText={say('act.locating')} disabled={value !== null} onClick={() => locate.mutate()}>
        {say(value ? 'act.placed' : 'act.place')}
      </Button>
      {value && matter.point && (
        <p className="hint centre">{say('act.distance', { distance: formatDistance(distanceM(value, matter.point), language) })}</p>
      )}
      {locate.isError && !value && <p className="hint">{say('act.noPlace')}</p>}
    </>
  )
}
