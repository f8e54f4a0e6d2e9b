import type { Ability, Matter } from '@linli/contract'
import Button from 'antd-mobile/es/components/button'
import type { ReactNode } from 'react'
import { PhotosField } from '../../parts/photos/photos-field.tsx'
import { photosToSend } from '../../parts/photos/photos-to-send.ts'
import type { Photos } from '../../parts/photos/use-photos.ts'
import { Conflict } from './conflict.tsx'
import { useMatterTexts } from './texts.ts'
import type { Act } from './use-act.ts'

/** What the form of an action is given: the matter, which of its abilities it uses, and what closes it. */
export interface ActionFormProps {
  matter: Matter
  ability: Ability
  onDone: () => void
}

/** The matter and assignment of an action, as its route wants them. */
export function paramsOf({ matter, ability }: Pick<ActionFormProps, 'matter' | 'ability'>) {
  return { matterId: matter.id, assignmentId: ability.assignmentId ?? '' }
}

/** The frame of every action's form: fields, what went wrong, the button. `given` is null while something is missing. */
export function ActionForm<Given>({
  act,
  matter,
  given,
  photos,
  label,
  danger = false,
  keeps = true,
  children,
}: {
  act: Act<Given>
  matter: Matter
  given: Given | null
  /** Where photos may come with it; the form forgets them when it is done. */
  photos?: Photos
  label?: string
  danger?: boolean
  /** False where there is nothing to fill in. */
  keeps?: boolean
  children?: ReactNode
}) {
  const say = useMatterTexts()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (given !== null) act.send(given, photosToSend(photos?.photos ?? []).photos)
      }}
    >
      {children}
      {photos && <PhotosField label={say('act.photos')} photos={photos} />}
      <Conflict matter={matter} act={act} />
      <Button
        block
        type="submit"
        size="large"
        color={danger ? 'danger' : 'primary'}
        disabled={given === null}
        loading={act.pending}
        loadingText={say('act.sending')}
      >
        {label ?? say('act.send')}
      </Button>
      {keeps && <p className="hint centre">{say(given === null ? 'act.missing' : 'act.kept')}</p>}
    </form>
  )
}
