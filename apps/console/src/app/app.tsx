import { antDesignTokens, useLanguage, useMode } from '@linli/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App as AntApp, ConfigProvider, theme } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { queryClient } from './api.ts'
import { router } from './router.tsx'

/**
 * Nothing slides or fades: clerks type ahead of what opens, and a list opened while its drawer still slides would stay
 * beside the screen.
 */
export function App() {
  const { mode } = useMode()
  const language = useLanguage()
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enUS}
      theme={{
        algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: { ...antDesignTokens(mode), motion: false },
        // Rounded as buttons are, a box of 16 px would be taken for a radio button.
        components: { Checkbox: { borderRadiusSM: 4 } },
      }}
      button={{ autoInsertSpace: false }}
    >
      <AntApp message={{ maxCount: 3 }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}
