import pg from 'pg'
import { jobsSchemaOf } from '../../platform/city-schema.ts'
import { type TestCity } from '../../testing/test-city.ts'

/** The text messages waiting to be sent to a phone, oldest first, as a job would send them. */
export async function textMessagesTo(city: TestCity, phone: string): Promise<string[]> {
  const client = new pg.Client(city.connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ payload: { phoneCipher: string; text: string } }>(
      `select payload from ${pg.escapeIdentifier(jobsSchemaOf(city.db.city))}._private_jobs where payload::jsonb ? 'phoneCipher' order by id`,
    )
    return rows.flatMap(({ payload }) => (city.keys.decrypt(Buffer.from(payload.phoneCipher, 'base64')) === phone ? [payload.text] : []))
  } finally {
    await client.end()
  }
}

/** The code in the newest message to a phone. */
export async function codeSentTo(city: TestCity, phone: string): Promise<string> {
  const code = /\d{6}/.exec((await textMessagesTo(city, phone)).at(-1) ?? '')?.[0]
  if (code === undefined) throw new Error('no code was sent')
  return code
}

/** A resident with an account, signed in by the code sent to their phone. */
export async function signInResident(city: TestCity, phone: string) {
  const client = city.stranger()
  // Of two codes the newer counts, so this one must be newer.
  city.clock.advance(1000)
  await client.askPhoneCode({ body: { phone } })
  await client.signInByPhone({ body: { phone, code: await codeSentTo(city, phone) } })
  return client
}
