import { DownOutlined } from '@ant-design/icons'
import type { Matter } from '@linli/contract'
import { actionName, useLanguage, useSharedTexts } from '@linli/ui'
import { Button, Drawer, Dropdown, type MenuProps } from 'antd'
import { useRef, useState } from 'react'
import { useKeys } from '../../../app/use-keys.ts'
import { menuGroups, type Possible, possibleOn } from './desk-actions.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'

/** So many next steps stand as buttons; everything else is one press away in the menu, and its key works at once. */
const mostButtons = 3
const wideForms = ['merge', 'link', 'dispatch', 'split']

/** The next steps as buttons, the rest in a menu, each with its key; each opens its form beside the matter. */
export function ActionBar({ matter }: { matter: Matter }) {
  const say = useActionTexts()
  const [open, setOpen] = useState<Possible | null>(null)
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
          {open && <open.Form matter={matter} assignmentId={open.assignmentId} cardId={open.cardId} onDone={() => setOpen(null)} />}
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
    const action = one.action === 'issue_task' ? say('issueTask') : actionName(one.action, shared, language, matter.kind)
    const several = possible.filter((other) => other.action === one.action).length > 1
    const target =
      matter.assignments.find((assignment) => assignment.id === one.assignmentId)?.organisationName ??
      matter.cards.find((card) => card.id === one.cardId)?.area.name
    return several && target ? say('withOrganisation', { action, organisation: target }) : action
  }
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
