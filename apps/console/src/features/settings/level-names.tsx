import type { CitySettings } from '@linli/contract'
import { Form, Input } from 'antd'
import { useSettingsTexts } from './texts.ts'

/** What each level is called, from the top down. */
export function LevelNames({ levels }: { levels: CitySettings['levels'] }) {
  const say = useSettingsTexts()
  const rules = [{ required: true, whitespace: true, message: say('required') }]
  return (
    <section className="settings-block">
      <h2>{say('levels')}</h2>
      <p className="linli-quiet">{say('levelsHint')}</p>
      <table className="settings-levels">
        <thead>
          <tr>
            <th scope="col">{say('levelCode')}</th>
            <th scope="col">{say('zh')}</th>
            <th scope="col">{say('en')}</th>
          </tr>
        </thead>
        <tbody>
          {levels.map(({ code }, at) => (
            <tr key={code}>
              <th scope="row">{code}</th>
              {(['nameZh', 'nameEn'] as const).map((name) => (
                <td key={name}>
                  <Form.Item name={['levels', at, name]} rules={rules} noStyle>
                    <Input
                      maxLength={name === 'nameZh' ? 20 : 40}
                      aria-label={`${code} · ${say(name === 'nameZh' ? 'zh' : 'en')}`}
                      lang={name === 'nameZh' ? 'zh' : 'en'}
                    />
                  </Form.Item>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
