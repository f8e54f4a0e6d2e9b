import { describe, expect, test } from 'vitest'
import { readChannelSettings } from './channel-settings.ts'

const sms = {
  LINLI_SMS_KEY_ID: 'id',
  LINLI_SMS_KEY_SECRET: 'secret',
  LINLI_SMS_SIGN_NAME: '邻里',
  LINLI_SMS_CODE_TEMPLATE: 'SMS_1',
  LINLI_SMS_NOTICE_TEMPLATE: 'SMS_2',
}
const wechat = {
  LINLI_WECHAT_APP_ID: 'wx1',
  LINLI_WECHAT_APP_SECRET: 'secret',
  LINLI_WECHAT_TEMPLATE: 'tmpl',
  LINLI_WECHAT_FIELDS: 'title:thing1, text:thing2,number:character_string3',
}

describe('the settings of the channels', () => {
  test('leave only web push on when nothing is said', () => {
    expect(readChannelSettings({})).toMatchObject({
      publicUrl: null,
      mail: null,
      sms: null,
      miniProgram: null,
      push: { allowPlain: false },
    })
    expect(readChannelSettings({ LINLI_PUSH: 'off' }).push).toBeNull()
  })

  test('of web push name who to write to, and may add a push service', () => {
    const { push } = readChannelSettings({
      LINLI_URL: 'https://linli.city.example/',
      LINLI_PUSH_HOSTS: 'push.city.example, *.push.example',
    })
    expect(push?.contact).toBe('https://linli.city.example')
    expect(push?.hosts).toEqual(expect.arrayContaining(['fcm.googleapis.com', 'push.city.example', '*.push.example']))
    expect(readChannelSettings({ LINLI_PUSH_CONTACT: 'mailto:a@city.example' }).push?.contact).toBe('mailto:a@city.example')
  })

  test('of mail say where and as whom, and never send a password in the clear to another machine', () => {
    const from = { LINLI_MAIL_FROM: 'linli@city.example', LINLI_URL: 'https://linli.city.example' }
    expect(readChannelSettings({ ...from, LINLI_MAIL_SERVER: 'smtps://me%40x:p%20w@mail.example' }).mail).toEqual({
      host: 'mail.example',
      port: 465,
      secure: true,
      requireTls: false,
      user: { name: 'me@x', password: 'p w' },
      from: 'linli@city.example',
      publicUrl: 'https://linli.city.example',
    })
    expect(readChannelSettings({ ...from, LINLI_MAIL_SERVER: 'smtp://me:pw@mail.example' }).mail).toMatchObject({
      port: 587,
      requireTls: true,
    })
    expect(readChannelSettings({ ...from, LINLI_MAIL_SERVER: 'smtp://127.0.0.1:2525' }).mail).toMatchObject({
      port: 2525,
      requireTls: false,
      user: null,
    })
  })

  test('of text messages and the mini-program come whole', () => {
    expect(readChannelSettings(sms).sms).toMatchObject({ endpoint: 'https://dysmsapi.aliyuncs.com', keyId: 'id', noticeTemplate: 'SMS_2' })
    expect(readChannelSettings(wechat).miniProgram).toMatchObject({
      endpoint: 'https://api.weixin.qq.com',
      fields: { title: 'thing1', text: 'thing2', number: 'character_string3' },
    })
  })

  test.each([
    [{ LINLI_SMS_KEY_ID: 'id' }, /LINLI_SMS_KEY_ID also needs LINLI_SMS_KEY_SECRET, .*LINLI_SMS_NOTICE_TEMPLATE/],
    [{ ...wechat, LINLI_WECHAT_FIELDS: 'title=thing1' }, /LINLI_WECHAT_FIELDS/],
    [{ ...wechat, LINLI_WECHAT_FIELDS: 'password:thing1' }, /LINLI_WECHAT_FIELDS/],
    [{ LINLI_MAIL_SERVER: 'mail.example', LINLI_MAIL_FROM: 'a@b' }, /LINLI_MAIL_SERVER/],
    [{ LINLI_MAIL_SERVER: 'smtp://mail.example', LINLI_MAIL_FROM: 'nobody' }, /LINLI_MAIL_FROM/],
    [{ LINLI_MAIL_FROM: 'a@b' }, /also needs LINLI_MAIL_SERVER/],
    [{ LINLI_PUSH: 'yes' }, /LINLI_PUSH is on or off/],
    [{ LINLI_PUSH_CONTACT: 'me' }, /LINLI_PUSH_CONTACT/],
    [{ LINLI_URL: 'linli.example' }, /LINLI_URL/],
  ])('that make no sense are told in a sentence: %j', (environment, sentence) => {
    expect(() => readChannelSettings(environment)).toThrow(sentence)
  })

  test('never show a secret in what they tell', () => {
    expect(() => readChannelSettings({ LINLI_MAIL_SERVER: 'http://me:hush@mail.example', LINLI_MAIL_FROM: 'a@b' })).toThrow(/^(?!.*hush)/)
  })
})
