import '@linli/ui/tokens.css'
import '@linli/ui/parts.css'
import 'antd-mobile/es/global'
import './app/phone.css'
import { antdMobileVariables, setupTexts } from '@linli/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'

setupTexts()
for (const [name, value] of Object.entries(antdMobileVariables)) document.documentElement.style.setProperty(name, value)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
