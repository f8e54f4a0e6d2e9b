/** How messages leave this server; null for a channel that is not set up. Credentials live here and never in the database. */
export interface ChannelSettings {
  /** Where people reach this city, e.g. https://linli.example.cn; null: messages carry no links. */
  publicUrl: string | null
  push: PushSettings | null
  mail: MailSettings | null
  sms: TextMessageSettings | null
  miniProgram: MiniProgramSettings | null
}

export interface PushSettings {
  /** How a push service reaches us when something is wrong: mailto: or https: (RFC 8292). */
  contact: string
  /** The push services of browsers; `*.` before a name means all below it. */
  hosts: readonly string[]
  /** Also without TLS; for a service on the same machine. */
  allowPlain: boolean
}

export interface MailSettings {
  host: string
  port: number
  /** TLS from the first byte (port 465). */
  secure: boolean
  /** Refuses to go on when the server offers no STARTTLS. */
  requireTls: boolean
  user: { name: string; password: string } | null
  from: string
  publicUrl: string | null
}

export interface TextMessageSettings {
  endpoint: string
  keyId: string
  keySecret: string
  signName: string
  /** The provider's template with the variable `code`. */
  codeTemplate: string
  /** The provider's template with the variables `text` and `number`. */
  noticeTemplate: string
}

export interface MiniProgramSettings {
  endpoint: string
  appId: string
  appSecret: string
  template: string
  /** Which field of the template says what: our `title`, `text`, `number`, `time` to names such as thing1. */
  fields: Record<string, string>
  /** The page a tap opens; `{path}` stands for the matter's path. */
  page: string
}

type Environment = Record<string, string | undefined>

/** The push services of Chrome and Edge, Firefox, Safari and the older Edge. */
const knownPushHosts = ['fcm.googleapis.com', 'jmt17.google.com', '*.push.services.mozilla.com', '*.push.apple.com', '*.notify.windows.com']

/** Reads LINLI_URL, LINLI_PUSH…, LINLI_MAIL…, LINLI_SMS…, LINLI_WECHAT…. Throws with a sentence for people when one is half set. */
export function readChannelSettings(environment: Environment): ChannelSettings {
  const publicUrl = readUrl(environment, 'LINLI_URL')
  return {
    publicUrl,
    push: readPush(environment, publicUrl),
    mail: readMail(environment, publicUrl),
    sms: readTextMessages(environment),
    miniProgram: readMiniProgram(environment),
  }
}

function readUrl(environment: Environment, name: string): string | null {
  const given = environment[name]
  if (!given) return null
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
    throw new Error(`${name} must be an address such as https://linli.example.cn, not "${given}".`)
  return given.replace(/\/+$/, '')
}

function readPush(environment: Environment, publicUrl: string | null): PushSettings | null {
  const wanted = environment['LINLI_PUSH'] ?? 'on'
  if (wanted !== 'on' && wanted !== 'off') throw new Error(`LINLI_PUSH is on or off, not "${wanted}".`)
  if (wanted === 'off') return null
  const contact = environment['LINLI_PUSH_CONTACT'] || (publicUrl?.startsWith('https:') ? publicUrl : 'mailto:linli@example.org')
  if (!/^(mailto:\S+@\S+|https:\/\/\S+)$/.test(contact))
    throw new Error(`LINLI_PUSH_CONTACT must begin with mailto: or https://, not be "${contact}".`)
  return { contact, hosts: [...knownPushHosts, ...listIn(environment['LINLI_PUSH_HOSTS'])], allowPlain: false }
}

function readMail(environment: Environment, publicUrl: string | null): MailSettings | null {
  const given = together(environment, ['LINLI_MAIL_SERVER', 'LINLI_MAIL_FROM'])
  if (!given) return null
  const [server, from] = given as [string, string]
  if (!URL.canParse(server) || !/^smtps?:$/.test(new URL(server).protocol))
    throw new Error('LINLI_MAIL_SERVER must be an address such as smtps://name:password@mail.example.cn or smtp://mail.example.cn:587.')
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(from)) throw new Error(`LINLI_MAIL_FROM must be a mail address, not "${from}".`)
  const url = new URL(server)
  const secure = url.protocol === 'smtps:'
  const host = url.hostname
  return {
    host,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    // A password never travels in the clear, except within this machine.
    requireTls: !secure && url.username !== '' && host !== 'localhost' && !host.startsWith('127.'),
    user: url.username ? { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } : null,
    from,
    publicUrl,
  }
}

function readTextMessages(environment: Environment): TextMessageSettings | null {
  const given = together(environment, [
    'LINLI_SMS_KEY_ID',
    'LINLI_SMS_KEY_SECRET',
    'LINLI_SMS_SIGN_NAME',
    'LINLI_SMS_CODE_TEMPLATE',
    'LINLI_SMS_NOTICE_TEMPLATE',
  ])
  if (!given) return null
  const [keyId, keySecret, signName, codeTemplate, noticeTemplate] = given as [string, string, string, string, string]
  const endpoint = readUrl(environment, 'LINLI_SMS_ENDPOINT') ?? 'https://dysmsapi.aliyuncs.com'
  return { endpoint, keyId, keySecret, signName, codeTemplate, noticeTemplate }
}

const ourFields = ['title', 'text', 'number', 'time']

function readMiniProgram(environment: Environment): MiniProgramSettings | null {
  const given = together(environment, ['LINLI_WECHAT_APP_ID', 'LINLI_WECHAT_APP_SECRET', 'LINLI_WECHAT_TEMPLATE', 'LINLI_WECHAT_FIELDS'])
  if (!given) return null
  const [appId, appSecret, template, fieldList] = given as [string, string, string, string]
  const fields = Object.fromEntries(listIn(fieldList).map((pair) => pair.split(':', 2) as [string, string]))
  if (Object.entries(fields).some(([ours, theirs]) => !ourFields.includes(ours) || !/^[a-z_]+\d+$/.test(theirs)))
    throw new Error('LINLI_WECHAT_FIELDS must be pairs such as title:thing1,text:thing2,number:character_string3,time:time4.')
  return {
    endpoint: readUrl(environment, 'LINLI_WECHAT_ENDPOINT') ?? 'https://api.weixin.qq.com',
    appId,
    appSecret,
    template,
    fields,
    page: environment['LINLI_WECHAT_PAGE'] ?? 'pages/index/index?path={path}',
  }
}

/** The values of settings that only make sense together; null when none is set. */
function together(environment: Environment, names: readonly string[]): string[] | null {
  const missing = names.filter((name) => !environment[name])
  if (missing.length === names.length) return null
  if (missing.length > 0) throw new Error(`${names.find((name) => environment[name])} also needs ${missing.join(', ')}.`)
  return names.map((name) => environment[name] ?? '')
}

function listIn(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
