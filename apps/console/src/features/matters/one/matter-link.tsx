import { Link, useSearch } from '@tanstack/react-router'

/** Opens another matter in the place of this one; back leads here again. */
export function MatterLink({ matterId, text }: { matterId: string; text: string }) {
  const { view = 'all' } = useSearch({ from: '/desk' })
  return (
    <Link to="/desk" search={{ view, matter: matterId }}>
      {text}
    </Link>
  )
}
