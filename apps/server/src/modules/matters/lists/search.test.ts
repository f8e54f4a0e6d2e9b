import { expect, test } from 'vitest'
import { startTestCity } from '../../../testing/test-city.ts'
import { accountActor } from '../../access/index.ts'
import { findActorPosts } from '../../people/index.ts'
import { reportInShownGrid } from '../matter.factory.ts'
import { findMatters } from './find-matters.ts'
import { readSearch } from './search.ts'

const city = await startTestCity()
await reportInShownGrid(city)
const typed = ['旧家具', '楼道 老人', '路灯', '三里河街道 家具', '13900009999', '260318', '没有人用的词']

test.each(['community', 'supervisor', 'worker'])(
  'a search of “%s” finds the same whether its words are rare or common',
  async (loginName) => {
    const found = await Promise.all(typed.map((text) => search(loginName, text, 2000)))
    expect(await Promise.all(typed.map((text) => search(loginName, text, 0)))).toEqual(found)
    expect(found[0]?.length).toBeGreaterThan(0)
    expect(found.at(-1)).toEqual([])
  },
)

async function search(loginName: string, text: string, rareUpTo: number): Promise<string[]> {
  const now = city.clock.now()
  const account = await city.db.read.selectFrom('accounts').select('id').where('login_name', '=', loginName).executeTakeFirstOrThrow()
  const posts = await findActorPosts(city.db.read, account.id, now)
  const actor = accountActor({ id: account.id, displayName: '', mustChangePassword: false, locale: 'zh' }, posts, null)
  const areas = city.matters.books.areas.get()
  const { readings } = await readSearch({ db: city.db, keys: city.keys, areas }, text, { mayFindByPhone: false, rareUpTo })
  const { rows } = await findMatters(city.db, actor, { view: 'all', limit: 200, readings }, { areas, now })
  return rows.map((row) => row.id)
}
