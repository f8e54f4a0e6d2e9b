import type { Logger } from '../../platform/log.ts'

/** A way to send a text message. Real providers are other implementations of this interface. */
export interface TextMessageChannel {
  send(message: { phone: string; text: string }): Promise<void>
}

/** The demo city's channel: the message appears on the server's console. Never used elsewhere, because codes are secrets. */
export function consoleChannel(log: Logger): TextMessageChannel {
  return {
    async send({ phone, text }) {
      log.info({ to: maskPhone(phone), text }, 'text message (demo)')
    },
  }
}

/** 13812345678 → 138****5678. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}
