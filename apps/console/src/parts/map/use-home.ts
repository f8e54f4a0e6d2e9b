import type { AreaOutline, Me } from '@linli/contract'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { boxAround, type Box } from '@linli/ui/map'

/** The area a map opens on. */
export interface Home {
  areaId: string
  name: string
  level: string
  box: Box
}

/** The area of whoever is signed in, or the first drawn one below it; the city for those who work for an organisation. Null without any boundary. */
export function useHome() {
  const me = useMe()
  return useQuery({
    enabled: me?.permissions.includes('areas.read') === true,
    queryKey: ['areas', 'home', me?.accountId ?? ''],
    queryFn: () => findHome(me?.posts ?? []),
    staleTime: 300_000,
  })
}

async function findHome(posts: Me['posts']): Promise<Home | null> {
  const areaId = posts.find((post) => post.areaId !== null)?.areaId
  let area = areaId ? await api.getArea({ params: { areaId } }) : (await api.listAreas({ query: { limit: 1 } })).items[0]
  while (area) {
    const drawn = await outlinesOf(area.id, area.hasBoundary ? area.level : undefined)
    const [only] = drawn
    // A city of one drawn district is that district: its streets say more than its outline.
    if (only && drawn.length === 1 && only.areaId !== area.id) {
      area = await api.getArea({ params: { areaId: only.areaId } })
      continue
    }
    if (drawn.length > 0) return { areaId: area.id, name: area.name, level: area.level, box: boxAround(drawn.map((one) => one.geometry)) }
    area = (await api.listAreas({ query: { parentId: area.id, limit: 1 } })).items[0]
  }
  return null
}

async function outlinesOf(areaId: string, level: string | undefined): Promise<AreaOutline[]> {
  const { items } = await api.getAreaOutlines({ params: { areaId }, query: { zoom: 10, ...(level && { level }) } })
  return items
}
