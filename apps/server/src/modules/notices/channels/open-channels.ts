import type { NoticeChannel } from '@linli/contract'
import type { ChannelSettings } from '../../../platform/channel-settings.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { PushKeys } from '../../../platform/secrets.ts'
import type { Channel } from './channel.ts'
import { mailChannel } from './mail.ts'
import { type MiniProgram, miniProgram } from './mini-program.ts'
import { type TextMessages, textMessages } from './text-message.ts'
import { type WebPush, webPushChannel } from './web-push.ts'

/** The channels a city has set up. */
export interface OpenChannels {
  byName: ReadonlyMap<NoticeChannel, Channel>
  push: WebPush | null
  mail: Channel | null
  sms: TextMessages | null
  miniProgram: MiniProgram | null
}

/** Makes the channels that are set up; nothing is connected before something is sent. */
export function openChannels(settings: ChannelSettings, keys: PushKeys, clock: Clock): OpenChannels {
  const push = settings.push && webPushChannel(settings.push, keys)
  const mail = settings.mail && mailChannel(settings.mail)
  const sms = settings.sms && textMessages(settings.sms, clock)
  const mini = settings.miniProgram && miniProgram(settings.miniProgram, clock)
  const channels = [push, mini, mail, sms].filter((channel): channel is NonNullable<typeof channel> => channel !== null)
  return { byName: new Map(channels.map((channel) => [channel.name, channel])), push, mail, sms, miniProgram: mini }
}

/** A city that tells nobody outside the product. */
export const noChannels: OpenChannels = { byName: new Map(), push: null, mail: null, sms: null, miniProgram: null }
