import type { NoticeChannel } from '@linli/contract'
import { maskPhone } from '../people/index.ts'

/** Enough for its owner to recognise an address, and for nobody else to use it. */
export function maskAddress(channel: NoticeChannel, address: string): string {
  switch (channel) {
    case 'sms':
      return maskPhone(address)
    case 'mail':
      return address.replace(/^(.)[^@]*/, '$1***')
    case 'push':
      return new URL((JSON.parse(address) as { endpoint: string }).endpoint).host
    case 'mini_program':
      return `${address.slice(0, 4)}***`
  }
}
