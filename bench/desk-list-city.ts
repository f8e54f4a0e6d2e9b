import type pg from 'pg'
import { makeDemoCity, wholeJiaozhou } from '../demo/make-demo-city.ts'
import { phoneEndHash } from '../apps/server/src/modules/matters/index.ts'
import { searchWordsOf } from '../apps/server/src/modules/suggestions/index.ts'
import { type Db, openDb } from '../apps/server/src/platform/db.ts'
import type { PersonalDataKeys } from '../apps/server/src/platform/secrets.ts'
import { type Phrase, statementsFor } from './desk-list-rows.ts'

/** What the bench makes; a change of it makes the city anew. */
export const madeAs = 'desk-list 2'

/** For what the city is made: a desk's lists read every table, figures come of the matters and whose work they were. */
export type Use = 'desk' | 'figures'

const tablesFor: Record<Use, readonly string[] | null> = { desk: null, figures: ['matters', 'assignments'] }

interface Asked {
  connection: pg.ClientConfig
  city: string
  keys: PersonalDataKeys
  matters: number
  use: Use
  now: Date
  tell: (sentence: string) => void
}

/**
 * Jiaozhou with so many matters over three years: spread over all grids, kinds of trouble and departments, one in ten open and
 * held at every level, with their words, phone numbers, assignments, rulings asked for, clocks and supervision cards. They have
 * no timelines, which no list reads. Nothing comes due within a month, so that the server has only to answer.
 *
 * How each came out is made up too, so that all figures have something to count.
 *
 * The rows are made by one statement a table while the table has no index but its key; the indexes are built after them.
 */
export async function fillCity({ connection, city, keys, matters, use, now, tell }: Asked): Promise<void> {
  const owner = openDb({
    connection,
    city,
    role: null,
    connections: 2,
    settings: { statement_timeout: '0', synchronous_commit: 'off', maintenance_work_mem: '1GB', work_mem: '256MB' },
  })
  try {
    const none = { count: 0, closed: 0, refused: 0, months: 1 }
    await makeDemoCity({ db: owner, keys, size: { ...wholeJiaozhou, residents: residentsOf(matters), matters: none }, now })
    await insertMatters(owner, { keys, matters, use, now, tell })
  } finally {
    await owner.close()
  }
}

/** How many accounts reported them: some thirty each. */
function residentsOf(matters: number): number {
  return Math.min(5000, Math.ceil(matters / 200))
}

const things = ['路灯', '井盖', '垃圾桶', '下水道', '行道树', '护栏', '健身器材', '楼道灯', '消防栓', '电动车', '广告牌', '自来水管']
const troubles = ['坏了', '松动', '堵塞', '倒了', '漏水', '没人清理', '影响通行', '夜里很吵', '有异味', '被占用']
const places = ['学校门口', '菜市场旁边', '公交站', '小区北门', '河边', '停车场', '广场', '十字路口']
const roadNames = [
  '兰州',
  '郑州',
  '福州',
  '杭州',
  '扬州',
  '常州',
  '徐州',
  '泰州',
  '广州',
  '惠州',
  '云溪',
  '三里河',
  '胶州湾',
  '龙泉',
  '香港',
]
const roadEnds = ['东路', '西路', '路', '南街', '北街']

async function insertMatters(
  owner: Db,
  { keys, matters, use, now, tell }: Pick<Asked, 'keys' | 'matters' | 'use' | 'now' | 'tell'>,
): Promise<void> {
  const texts = things.flatMap((thing) => troubles.flatMap((trouble) => places.map((place) => `${place}的${thing}${trouble}，请尽快处理`)))
  const roads = roadNames.flatMap((name) => roadEnds.map((end) => `${name}${end}`))
  const client = await owner.pool.connect()
  try {
    await put(client, 'phrase', texts)
    await put(client, 'road', roads)
    await putPeople(client, keys, Math.ceil(matters / 5))
    await client.query('analyze phrase, road, person')
    // A million checks of the same few areas would only cost time.
    await client.query('set session_replication_role = replica')
    const counts = { matters, texts: texts.length, roads: roads.length }
    for (const { table, text, values } of statementsFor(counts, now)) {
      if (tablesFor[use] && !tablesFor[use].includes(table)) continue
      const began = performance.now()
      const indexes = await dropIndexes(client, table)
      await client.query(text, values)
      for (const index of indexes) await client.query(index)
      await client.query(`vacuum (analyze) ${table}`)
      tell(`${table} filled in ${Math.round((performance.now() - began) / 1000)} s`)
    }
    await client.query('set session_replication_role = origin')
  } finally {
    client.release(true)
  }
}

/** A table of words for as long as the connection lives, with what a search finds them by. */
async function put(client: pg.PoolClient, table: 'phrase' | 'road', texts: readonly string[]): Promise<void> {
  const phrases = texts.map((text, n): Phrase => ({ n, text, words: searchWordsOf(text, 'kept') }))
  await client.query(`create temporary table ${table} (n int primary key, text text, words tsvector)`)
  await client.query(
    `insert into ${table} select p.n, p.text, array_to_tsvector(array(select jsonb_array_elements_text(p.words)))
     from jsonb_to_recordset($1::jsonb) as p (n int, text text, words jsonb)`,
    [JSON.stringify(phrases)],
  )
}

/** People with a phone number and no account: 139 and eight digits. */
async function putPeople(client: pg.PoolClient, keys: PersonalDataKeys, count: number): Promise<void> {
  await client.query('create temporary table person (n int primary key, hash bytea, end_hash bytea)')
  for (let from = 0; from < count; from += 20_000) {
    const phones = Array.from({ length: Math.min(20_000, count - from) }, (_, at) => phoneOf(from + at))
    await client.query(
      `insert into person select $1::int + place - 1, decode(hash, 'hex'), decode(end_hash, 'hex')
       from unnest($2::text[], $3::text[]) with ordinality as p (hash, end_hash, place)`,
      [
        from,
        phones.map((phone) => keys.lookupHash(phone).toString('hex')),
        phones.map((phone) => phoneEndHash(keys, phone).toString('hex')),
      ],
    )
  }
}

/** The number of the n-th of those people. */
export function phoneOf(n: number): string {
  return `139${String((n * 7919) % 100_000_000).padStart(8, '0')}`
}

/** Takes away what a table is looked up by, but for its key and what must be unique, and says how to make it again. */
async function dropIndexes(client: pg.PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = $1::regclass and not i.indisprimary and not i.indisunique`,
    [table],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}
