import type { GivenPoint } from '@linli/contract'

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
