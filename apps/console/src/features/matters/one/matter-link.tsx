import { Link } from '@tanstack/react-router'

/** Opens another matter in the place of this one; the list stays as it is, and back leads here again. */
export function MatterLink({ matterId, text }: { matterId: string; text: string }) {
  return (
    <Link from="/desk" to="/desk" search={(now) => ({ ...now, matter: matterId })}>
      {text}
    </Link>
  )
}
