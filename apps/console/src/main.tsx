import '@linli/ui/tokens.css'
import '@linli/ui/parts.css'
import './app/console.css'
import { forgetOldDrafts, setupTexts } from '@linli/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'

setupTexts()
forgetOldDrafts()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
