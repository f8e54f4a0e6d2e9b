import { defineTexts } from '@linli/ui'
import type { Sending } from './send.ts'

export const useOutboxTexts = defineTexts(
  'outbox',
  {
    kept: '已存在手机里，有网络时自动提交。',
    keptSignedOut: '已存在手机里，重新登录后自动提交。',
    badge: '{{count}} 项待提交',
    newVersion: '更新',
    here: '这件事项有 {{count}} 项等待提交',
  },
  {
    kept: 'Kept on this phone. It is sent by itself when there is a network.',
    keptSignedOut: 'Kept on this phone. It is sent when you have signed in again.',
    badge: '{{count}} to send',
    newVersion: 'Update',
    here: '{{count}} things on this matter wait to be sent',
  },
)

/** What is said when something was kept instead of sent. */
export function useKeptWords(): (sending: Extract<Sending, { outcome: 'kept' }>) => string {
  const say = useOutboxTexts()
  return ({ signedOut }) => say(signedOut ? 'keptSignedOut' : 'kept')
}
