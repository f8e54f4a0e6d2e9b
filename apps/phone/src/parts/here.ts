import type { GivenPoint } from '@linli/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Where this phone is, in WGS-84. Rejects when it may not say, cannot, or takes longer than 15 seconds. */
export function here(): Promise<GivenPoint> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) {
      reject(new Error('This device cannot tell where it is'))
      return
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ longitude: coords.longitude, latitude: coords.latitude, coordinateSystem: 'wgs84' }),
      (refusal) => reject(new Error(refusal.message)),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  })
}

/**
 * Where this phone is, once somebody asked for it: `find` asks. A phone that has allowed it before is asked at once,
 * another only by a tap, because a page that asks unbidden is refused for good.
 */
export function useHere() {
  const place = useQuery({ queryKey: ['here'], queryFn: here, enabled: false, retry: false, staleTime: 60_000 })
  const { refetch } = place
  useEffect(() => {
    let mounted = true
    const allowed = 'permissions' in navigator ? navigator.permissions.query({ name: 'geolocation' }) : null
    allowed?.then(
      ({ state }) => (mounted && state === 'granted' ? void refetch() : undefined),
      () => undefined,
    )
    return () => {
      mounted = false
    }
  }, [refetch])
  return { place: place.data ?? null, finding: place.isFetching, failed: place.isError, find: () => void refetch() }
}
