import { type Client, createClient } from '@linli/client'
import { demoPassword } from '../../../../../demo/demo-people.ts'

/** A person at a keyboard: a client of the API with a session of its own. */
export interface Person {
  client: Client
  cookie: () => string
}

/** The people of the demo city, each signed in once, when first needed. */
export class Cast {
  readonly #url: string
  readonly #signedIn = new Map<string, Promise<Person>>()

  constructor(url: string) {
    this.#url = url
  }

  /** Someone without an account. */
  stranger(): Person {
    return personAt(this.#url)
  }

  /** Staff of the demo city by login name. */
  staff(loginName: string): Promise<Person> {
    let person = this.#signedIn.get(loginName)
    if (!person) {
      person = signIn(this.#url, loginName)
      this.#signedIn.set(loginName, person)
    }
    return person
  }

  /** Whoever holds a receipt code. */
  async holderOf(receiptCode: string): Promise<Person> {
    const person = personAt(this.#url)
    await person.client.signInByReceipt({ body: { receiptCode } })
    return person
  }
}

async function signIn(url: string, loginName: string): Promise<Person> {
  const person = personAt(url)
  await person.client.signIn({ body: { loginName, password: demoPassword } })
  return person
}

function personAt(url: string): Person {
  let cookie = ''
  const client = createClient({
    baseUrl: url,
    locale: () => 'zh',
    headers: (): Record<string, string> => (cookie ? { cookie } : {}),
    fetch: async (input, init) => {
      const answer = await fetch(input, init)
      const set = answer.headers.getSetCookie().find((header) => header.startsWith('linli_session='))
      if (set) cookie = set.split(';')[0] ?? ''
      return answer
    },
  })
  return { client, cookie: () => cookie }
}
