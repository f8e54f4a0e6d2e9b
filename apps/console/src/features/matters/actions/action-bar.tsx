import { DownOutlined } from '@ant-design/icons'
import type { Matter } from '@linli/contract'
import { actionName, useLanguage, useSharedTexts } from '@linli/ui'
import { Button, Drawer, Dropdown, type MenuProps } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useKeys } from '../../../app/use-keys.ts'
import { actionNamed, menuGroups, type Possible, possibleOn } from './desk-actions.tsx'
import { OpenActionContext, type Preset } from '../../../parts/actions/open-action.ts'
import { useActionTexts } from '../../../parts/actions/texts.ts'

/** So many next steps stand as buttons; everything else is one press away in the menu, and its key works at once. */
const mostButtons = 4
const wideForms = ['accept_and_dispatch', 'merge', 'link', 'dispatch', 'split']

/** The form that stands open, and what of it was filled in beforehand. */
export interface Opened extends Possible {
  preset?: Preset
}

/** Lets everything below open the forms of a matter's actions; the action bar shows the open one. */
export function WithActions({
  matter,
  children,
}: {
  matter: Matter
  children: (bar: { open: Opened | null; onOpen: (open: Opened | null) => void }) => ReactNode
}) {
  const [open, setOpen] = useState<Opened | null>(null)
  const openByName = (action: string, preset?: Preset) => setOpen({ ...actionNamed(matter, action), ...(preset && { preset }) })
  return <OpenActionContext value={openByName}>{children({ open, onOpen: setOpen })}</OpenActionContext>
}

/** The next steps as buttons, the rest in a menu, each with its key; each opens its form beside the matter. */
export function ActionBar({
  matter,
  open,
  onOpen: setOpen,
}: {
  matter: Matter
  open: Opened | null
  onOpen: (open: Opened | null) => void
}) {
  const say = useActionTexts()
  const formPlace = useRef<HTMLDivElement>(null)
  const possible = possibleOn(matter)
  const labelOf = useLabels(matter, possible)
  useKeys(Object.fromEntries(possible.toReversed().map((one) => [one.key, () => setOpen(one)])))
  const buttons = possible.filter((one) => one.next).slice(0, mostButtons)
  const rest = possible.filter((one) => !buttons.includes(one))
  return (
    <div className="action-bar">
      {possible.length === 0 && <span className="linli-quiet">{say('nothingToDo')}</span>}
      {buttons.map((one, at) => (
        <Button
          key={one.action + one.assignmentId + one.cardId}
          type={at === 0 ? 'primary' : 'default'}
          danger={one.action === 'refuse'}
          title={say('key', { key: one.key.toUpperCase() })}
          aria-keyshortcuts={one.key}
          onClick={() => setOpen(one)}
        >
          {labelOf(one)} {one.key && <kbd aria-hidden="true">{one.key}</kbd>}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{ items: menuOf(rest, labelOf, say), onClick: ({ key }) => setOpen(rest[Number(key)] ?? null) }}
        >
          <Button>
            {say('more')} <DownOutlined aria-hidden />
          </Button>
        </Dropdown>
      )}
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        title={open && labelOf(open)}
        size={open && wideForms.includes(open.action) ? 640 : 480}
        destroyOnHidden
        autoFocus={false}
        // The drawer keeps the focus to itself and would start at its close button.
        afterOpenChange={(opened) => {
          if (opened) formPlace.current?.querySelector<HTMLElement>('input:not(:disabled), textarea, button')?.focus()
        }}
      >
        <div ref={formPlace}>
          {open && (
            <open.Form
              key={open.action + open.assignmentId + open.cardId}
              matter={matter}
              assignmentId={open.assignmentId}
              cardId={open.cardId}
              {...(open.preset && { preset: open.preset })}
              onDone={() => setOpen(null)}
            />
          )}
        </div>
      </Drawer>
    </div>
  )
}

/** An action by name, and by organisation or area where there are several of it. */
function useLabels(matter: Matter, possible: readonly Possible[]): (one: Possible) => string {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  return (one) => {
    const action = isOwnName(one.action) ? say(ownNames[one.action]) : actionName(one.action, shared, language, matter.kind)
    const several = possible.filter((other) => other.action === one.action).length > 1
    const target =
      matter.assignments.find((assignment) => assignment.id === one.assignmentId)?.organisationName ??
      matter.cards.find((card) => card.id === one.cardId)?.area.name
    return several && target ? say('withOrganisation', { action, organisation: target }) : action
  }
}

/** What is no action of the table and has no name there. */
const ownNames = { issue_task: 'issueTask', accept_and_dispatch: 'acceptAndDispatch' } as const

function isOwnName(action: string): action is keyof typeof ownNames {
  return Object.hasOwn(ownNames, action)
}

/** In groups, in the order of their names; the place in the list is the key of the menu. */
function menuOf(
  rest: readonly Possible[],
  labelOf: (one: Possible) => string,
  say: ReturnType<typeof useActionTexts>,
): NonNullable<MenuProps['items']> {
  return menuGroups.flatMap((group) => {
    const children = rest.flatMap((one, at) =>
      one.group === group
        ? [
            {
              key: String(at),
              label: (
                <span className="menu-action">
                  {labelOf(one)} {one.key && <kbd aria-hidden="true">{one.key}</kbd>}
                </span>
              ),
            },
          ]
        : [],
    )
    return children.length > 0 ? [{ type: 'group' as const, key: group, label: say(`groups.${group}`), children }] : []
  })
}
