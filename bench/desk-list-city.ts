import type pg from 'pg'
import { makeDemoCity, wholeJiaozhou } from '../demo/make-demo-city.ts'
import { searchWordsOf } from '../apps/server/src/modules/suggestions/index.ts'
import { type Db, openDb } from '../apps/server/src/platform/db.ts'
import type { PersonalDataKeys } from '../apps/server/src/platform/secrets.ts'

/** One matter in so many is open; the others have ended. */
const openShare = 10

/**
 * Jiaozhou with so many matters over three years, made by statements of their own: spread over all grids, kinds of trouble and
 * departments, one in ten open, every one found by its words. They have no timelines, which no list reads.
 */
export async function fillCity(options: {
  connection: pg.ClientConfig
  city: string
  keys: PersonalDataKeys
  matters: number
  now: Date
}): Promise<void> {
  const { connection, city, keys, matters, now } = options
  const owner = openDb({ connection, city, role: null, connections: 2, settings: { statement_timeout: '0', synchronous_commit: 'off' } })
  try {
    const none = { count: 0, closed: 0, refused: 0, months: 1 }
    await makeDemoCity({ db: owner, keys, size: { ...wholeJiaozhou, residents: 100, matters: none }, now })
    await insertMatters(owner, matters, now)
  } finally {
    await owner.close()
  }
}

const things = ['路灯', '井盖', '垃圾桶', '下水道', '行道树', '护栏', '健身器材', '楼道灯', '消防栓', '电动车', '广告牌', '自来水管']
const troubles = ['坏了', '松动', '堵塞', '倒了', '漏水', '没人清理', '影响通行', '夜里很吵', '有异味', '被占用']
const places = ['学校门口', '菜市场旁边', '公交站', '小区北门', '河边', '停车场', '广场', '十字路口']

async function insertMatters(owner: Db, count: number, now: Date): Promise<void> {
  const texts = things.flatMap((thing) => troubles.flatMap((trouble) => places.map((place) => `${place}的${thing}${trouble}，请尽快处理`)))
  const client = await owner.pool.connect()
  try {
    await client.query('create temporary table phrase (n int primary key, text text, words tsvector)')
    await client.query(
      `insert into phrase select p.n - 1, p.text, array_to_tsvector(array(select jsonb_array_elements_text(p.words)))
       from jsonb_to_recordset($1::jsonb) as p (n int, text text, words jsonb)`,
      [JSON.stringify(texts.map((text, n) => ({ n: n + 1, text, words: searchWordsOf(text, 'kept') })))],
    )
    // A million checks of the same few areas would only cost time.
    await client.query('set session_replication_role = replica')
    await client.query(
      `with grid as (
         select a.id, a.path, desk.id as desk_id, row_number() over (order by a.code) - 1 as place
         from areas a join areas desk on desk.id = a.parent_id where a.level = 'grid'),
       lead as (select id, row_number() over (order by code) - 1 as place from organisations where kind = 'department'),
       leaf as (select code, row_number() over (order by code) - 1 as place from categories where parent_code is not null)
       insert into matters (id, number, kind, state, version, chain_head, text, address, severity, source, anonymous, located, area_id,
         area_path, holder_area_id, holder_organisation_id, organisation_ids, desk_area_id, reported_at, closed_at, due_at, yellow_at,
         category_code, substance_version)
       select (lpad(to_hex((extract(epoch from at.reported) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid,
         to_char(at.reported at time zone 'Asia/Shanghai', 'YYMMDD') || '-' || lpad(i::text, 6, '0'),
         'event', stands.state, 1, sha256(i::text::bytea), phrase.text, (i % 300 + 1) || ' 号', 'ordinary',
         (array['resident', 'receipt', 'grid_worker', 'phone_call'])[i % 4 + 1], false, 'inside', grid.id, grid.path,
         case when stands.state in ('reported', 'accepted', 'handled') then grid.desk_id end,
         case when stands.state = 'in_progress' then lead.id end,
         case when stands.state in ('in_progress', 'handled', 'closed') then array[lead.id] else '{}' end,
         grid.desk_id, at.reported, case when stands.state = 'closed' then at.reported + interval '3 days' end,
         case when stands.state <> 'closed' then at.reported + interval '20 days' end,
         case when stands.state <> 'closed' then at.reported + interval '16 days' end,
         case when stands.state <> 'reported' then leaf.code end, 1
       from generate_series(1, $1) as i
       cross join lateral (select date_trunc('milliseconds', $2::timestamptz - (i::float8 / $1) * interval '1095 days') as reported) as at
       cross join lateral (select case when i % ${openShare} <> 0 then 'closed'
         else (array['reported', 'accepted', 'in_progress', 'handled'])[i / ${openShare} % 4 + 1] end as state) as stands
       join grid on grid.place = i::bigint * 7919 % (select count(*) from grid)
       join lead on lead.place = i % (select count(*) from lead)
       join leaf on leaf.place = i::bigint * 31 % (select count(*) from leaf)
       join phrase on phrase.n = i::bigint * 104729 % ${texts.length}`,
      [count, now],
    )
    await client.query('insert into matter_search (matter_id, words) select m.id, p.words from matters m join phrase p on p.text = m.text')
    await client.query('set session_replication_role = origin')
    await client.query('vacuum analyze matters, matter_search')
  } finally {
    client.release(true)
  }
}
