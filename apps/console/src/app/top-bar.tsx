import { DownOutlined } from '@ant-design/icons'
import type { Me } from '@linli/contract'
import { chooseLanguage, expectSignOut, type ModeChoice, setExpired, useLanguage, useMode, useProblemText, useSharedTexts } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Dropdown } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { NoticesBell } from '../features/notices/notices-bell.tsx'
import { api } from './api.ts'
import { useTakeSession } from './session.ts'
import { useFrameTexts } from './texts.ts'

const ChangePassword = lazy(() => import('../features/session/change-password.tsx'))
const SecondFactorDialog = lazy(() => import('../features/session/second-factor-dialog.tsx'))

export function TopBar({ me }: { me: Me }) {
  const shared = useSharedTexts()
  return (
    <header className="top-bar">
      <Link to="/" className="brand">
        {shared('product')}
      </Link>
      <span className="top-space" />
      <NoticesBell />
      <UserMenu me={me} />
    </header>
  )
}

function UserMenu({ me }: { me: Me }) {
  const say = useFrameTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const { choice, choose } = useMode()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const takeSession = useTakeSession()
  const navigate = useNavigate()
  const [changing, setChanging] = useState(false)
  const [securing, setSecuring] = useState(false)
  const signOut = useMutation({
    mutationFn: () => {
      expectSignOut()
      return api.signOut()
    },
    onSuccess: async () => {
      await navigate({ to: '/' })
      takeSession(null)
    },
    onError: (error) => {
      setExpired(false)
      message.error(problemText(error))
    },
  })
  const posts = me.posts.map((post) => ({
    key: post.id,
    disabled: true,
    label: [post.areaName ?? post.organisationName, shared(`roles.${post.role}`)].filter(Boolean).join(' · '),
  }))
  const looks = (['light', 'dark', 'device'] as const).map((look) => ({ key: `look:${look}`, label: say(`menu.${look}`) }))
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [`look:${choice}`],
          items: [
            ...posts,
            { type: 'divider' },
            { key: 'language', label: say('menu.language') },
            { key: 'look', label: say('menu.look'), children: looks },
            { key: 'password', label: say('menu.password') },
            { key: 'secondFactor', label: say('menu.secondFactor') },
            { type: 'divider' },
            { key: 'signOut', label: say('menu.signOut') },
          ],
          onClick: ({ key }) => {
            if (key === 'language') chooseLanguage(language === 'zh' ? 'en' : 'zh')
            else if (key === 'password') setChanging(true)
            else if (key === 'secondFactor') setSecuring(true)
            else if (key === 'signOut') signOut.mutate()
            else if (key.startsWith('look:')) choose(key.slice('look:'.length) as ModeChoice)
          },
        }}
      >
        <Button type="text" aria-label={`${say('menu.label')}: ${me.displayName ?? ''}`} icon={<DownOutlined />} iconPlacement="end">
          {me.displayName}
        </Button>
      </Dropdown>
      <Suspense>
        {changing && <ChangePassword onClose={() => setChanging(false)} />}
        {securing && <SecondFactorDialog onClose={() => setSecuring(false)} />}
      </Suspense>
    </>
  )
}
