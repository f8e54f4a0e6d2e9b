import { defineTexts } from '@linli/ui'

export const useVoiceTexts = defineTexts(
  'voice',
  {
    start: '用说的',
    stop: '说完了',
    listening: '正在听，请说…',
    failed: '没有听清，请再说一次或直接写。',
    turnOff: '关闭语音输入',
    title: '用说的代替打字',
    where: '听您说话、变成文字的是浏览器，不是我们。多数浏览器会把声音送到浏览器厂商的服务器上识别；我们只收到文字，提交之前您都可以改。',
    allow: '知道了，开始说',
    refuse: '不用，我来写',
  },
  {
    start: 'Speak instead',
    stop: 'Done speaking',
    listening: 'Listening…',
    failed: 'That was not understood. Say it again, or write it.',
    turnOff: 'Turn voice input off',
    title: 'Speak instead of typing',
    where:
      'Your browser listens and writes it down, not we. Most browsers send the sound to a server of their maker. We get the words alone, and you can change them before you send.',
    allow: 'I see: start speaking',
    refuse: 'No, I will write',
  },
)
