import { chooseLanguage, useLanguage, useSharedTexts } from '@linli/ui'
import { Button } from 'antd'
import { SignInForm } from './sign-in-form.tsx'
import { useSessionTexts } from './texts.ts'

export default function SignInPage() {
  const say = useSessionTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <p className="brand">{shared('product')}</p>
        <h1>{say('title')}</h1>
        <p className="linli-quiet">{say('words')}</p>
        <SignInForm />
        <div className="sign-in-foot">
          <a href="/">{say('resident')}</a>
          <Button type="link" size="small" onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}>
            {language === 'zh' ? shared('common.english') : shared('common.chinese')}
          </Button>
        </div>
      </div>
    </main>
  )
}
