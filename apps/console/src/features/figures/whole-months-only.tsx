import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useFiguresTexts } from './texts.ts'

/** What is kept by months alone, and the way to see it so. */
export function WholeMonthsOnly() {
  const say = useFiguresTexts()
  const search = useSearch({ from: '/figures' })
  const navigate = useNavigate({ from: '/figures' })
  return (
    <p className="linli-quiet">
      {say('wholeMonthsOnly')}{' '}
      <Button type="link" size="small" onClick={() => void navigate({ search: { ...search, unit: 'month' } })}>
        {say('seeMonth')}
      </Button>
    </p>
  )
}
