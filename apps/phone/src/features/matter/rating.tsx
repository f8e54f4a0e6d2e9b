import type { Matter } from '@linli/contract'
import { useMinute } from '@linli/ui'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { Sheet } from '../../parts/sheet.tsx'
import { RatingForm } from './rating-form.tsx'
import { useMatterTexts } from './texts.ts'

/** Asks those who may rate, also after closing until the window is over; whoever has rated may think better of it. */
export function Rating({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const now = useMinute()
  const [again, setAgain] = useState(false)
  const may = matter.abilities.some((ability) => ability.action === 'rate')
  if (!may || (matter.rateUntil !== null && new Date(matter.rateUntil) < now)) return null
  const giver = matter.isReporter ? 'reporter' : 'follower'
  // A rating of before it was done again is history.
  const isRated =
    matter.rating?.givenBy === giver && (matter.verifiedAt === null || Date.parse(matter.rating.at) >= Date.parse(matter.verifiedAt))
  if (!isRated)
    return (
      <section className="card lead asks">
        <h2>{say('rate.title')}</h2>
        <RatingForm matter={matter} />
      </section>
    )
  return (
    <>
      <Button block size="large" className="apart" onClick={() => setAgain(true)}>
        {say(matter.isReporter ? 'rate.change' : 'rate.also')}
      </Button>
      {again && (
        <Sheet title={say('rate.title')} onClose={() => setAgain(false)}>
          <RatingForm matter={matter} onDone={() => setAgain(false)} />
        </Sheet>
      )}
    </>
  )
}
