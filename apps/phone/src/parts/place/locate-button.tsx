import Button from 'antd-mobile/es/components/button'
import { LocationOutline } from 'antd-mobile-icons'

/** Asks the phone where it is, and says so while that takes. */
export function LocateButton({
  label,
  busyLabel,
  busy,
  onLocate,
}: {
  label: string
  busyLabel: string
  busy: boolean
  onLocate: () => void
}) {
  return (
    <Button block size="large" color="primary" fill="outline" loading={busy} loadingText={busyLabel} onClick={onLocate}>
      <LocationOutline aria-hidden /> {label}
    </Button>
  )
}
