import type { CitySettingsInput } from '@linli/contract'

/** What a city begins with, until it decides otherwise. */
export const firstSettings: Pick<CitySettingsInput, 'texts' | 'signIn'> = {
  texts: {
    welcome: { zh: '身边的事，说给我们听', en: 'Tell us what is wrong near you' },
    privacy: {
      zh: '您留下的电话只用于联系您、办理和回访这件事，处置单位看不到是谁反映的。',
      en: 'Your phone number is only used to reach you about this matter. Whoever handles it does not learn who reported it.',
    },
    phones: [{ number: '12345', name: { zh: '政务服务便民热线', en: 'Government service hotline' } }],
  },
  signIn: { idleMinutes: 12 * 60, absoluteHours: 7 * 24, secondFactor: 'off' },
}
