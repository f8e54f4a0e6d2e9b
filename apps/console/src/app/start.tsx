import { Empty, Loading } from '@linli/ui'
import { Navigate } from '@tanstack/react-router'
import { useMe } from './session.ts'
import { useFrameTexts } from './texts.ts'

/** Sends everyone to the first page their posts include, and says so when there is none. */
export function Start() {
  const say = useFrameTexts()
  const me = useMe()
  if (!me) return <Loading />
  if (me.permissions.includes('matters.list')) return <Navigate to="/desk" replace />
  if (me.permissions.includes('areas.read')) return <Navigate to="/areas" replace />
  return <Empty text={say('nothing')} />
}
