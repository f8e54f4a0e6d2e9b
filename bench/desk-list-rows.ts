/** One matter in so many is open; the others have ended. */
const openShare = 10

export interface Phrase {
  n: number
  text: string
  words: string[]
}

interface Fill {
  table: string
  text: string
  values: unknown[]
}

/**
 * One statement a table, in order: the tables phrase, road and person are there, areas and people are the demo city's. What a row
 * gets follows from its number alone, so that every run makes the same.
 */
export function statementsFor({ matters, texts, roads }: { matters: number; texts: number; roads: number }, now: Date): Fill[] {
  return [
    { table: 'matters', text: fillMatters(texts, roads), values: [matters, now] },
    { table: 'matter_search', text: fillSearch, values: [] },
    { table: 'assignments', text: fillAssignments, values: [] },
    { table: 'requests', text: fillRequests, values: [] },
    { table: 'supervision_cards', text: fillCards, values: [] },
    { table: 'clocks', text: fillClocks, values: [now] },
  ]
}

/** The number of a matter, which everything else about it follows from. */
const numberOf = `('x' || right(m.id::text, 8))::bit(32)::bigint`

/** Most are their community's; some have gone up to the street, the district or the city. */
const holder = `case when i % 809 = 0 then grid.city_id when i % 401 = 0 then grid.district_id when i % 103 = 0 then grid.street_id
  else grid.community_id end`

function idOf(mark: string, number: string): string {
  return `('0190${mark}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`
}

function fillMatters(texts: number, roads: number): string {
  return `
    with corner as (
      select b.area_id, avg((c ->> 0)::float8) as longitude, avg((c ->> 1)::float8) as latitude
      from area_boundaries b cross join lateral jsonb_array_elements(
        case b.geometry ->> 'type' when 'Polygon' then b.geometry #> '{coordinates,0}' else b.geometry #> '{coordinates,0,0}' end) as c
      group by b.area_id),
    grid as (
      select a.id, a.path, community.id as community_id, street.id as street_id, district.id as district_id, district.parent_id as city_id,
        corner.longitude, corner.latitude, row_number() over (order by a.code) - 1 as place
      from areas a join areas community on community.id = a.parent_id join areas street on street.id = community.parent_id
        join areas district on district.id = street.parent_id left join corner on corner.area_id = a.id
      where a.level = 'grid'),
    lead as (select id, row_number() over (order by code) - 1 as place from organisations where kind = 'department'),
    leaf as (select code, row_number() over (order by code) - 1 as place from categories where parent_code is not null),
    resident as (select id, row_number() over (order by id) - 1 as place from accounts where phone_hash is not null)
    insert into matters (id, number, kind, state, version, chain_head, text, address, longitude, latitude, severity, source, anonymous,
      located, area_id, area_path, holder_area_id, holder_organisation_id, organisation_ids, desk_area_id, reported_at, closed_at,
      due_at, yellow_at, category_code, reporter_account_id, contact_hash, card_level, private, substance_version, accepted_at, handled_at,
      handled_in_time, rated_at, rated_solved, rated_stars, rated_lead_id, rework_count, reopen_count)
    select (lpad(to_hex((extract(epoch from at.reported) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid,
      to_char(at.reported at time zone 'Asia/Shanghai', 'YYMMDD') || '-' || lpad(i::text, 7, '0'),
      'event', stands.state, 1, sha256(i::text::bytea), phrase.text, road.text || (i % 300 + 1) || '号',
      grid.longitude + (i % 101 - 50) * 0.00004, grid.latitude + (i % 103 - 51) * 0.00004,
      (array['ordinary', 'ordinary', 'ordinary', 'urgent', 'complex', 'major'])[i / 11 % 6 + 1],
      (array['resident', 'receipt', 'grid_worker', 'phone_call'])[i / 7 % 4 + 1], i % 23 = 0, 'inside', grid.id, grid.path,
      case when stands.state in ('reported', 'awaiting_reporter', 'accepted', 'handled', 'suspended', 'verified')
        then ${holder} end,
      case when stands.state in ('dispatched', 'in_progress') then lead.id end,
      case when stands.state in ('dispatched', 'in_progress', 'suspended', 'handled', 'verified', 'closed') then array[lead.id] else '{}' end,
      ${holder},
      at.reported, case when stands.state = 'closed' then at.reported + interval '3 days' end,
      limits.due, limits.due - interval '4 days', case when stands.state not in ('reported', 'awaiting_reporter') then leaf.code end,
      case when i / 7 % 4 = 0 then resident.id end, case when i / 7 % 4 in (1, 3) then person.hash end,
      case when i % 70 = 0 or i % 71 = 0 then (array['ordinary', 'yellow', 'red'])[i / 70 % 3 + 1] end, i % 97 = 0, 1,
      came.accepted, came.handled, case when came.handled is not null then i % 8 <> 0 end,
      came.rated, case when came.rated is not null then i % 10 <> 0 end, case when came.rated is not null then i / 3 % 5 + 1 end,
      case when came.rated is not null then lead.id end, (i % 19 = 0)::int, (i % 29 = 0)::int
    from generate_series(1, $1::int) as i
    cross join lateral (select date_trunc('milliseconds', $2::timestamptz - (i::float8 / $1) * interval '1095 days') as reported) as at
    cross join lateral (select case when i % ${openShare} <> 0 then 'closed' else (array['reported', 'accepted', 'dispatched', 'in_progress',
      'in_progress', 'handled', 'verified', 'suspended', 'awaiting_reporter'])[i / ${openShare} % 9 + 1] end as state) as stands
    cross join lateral (select case when stands.state not in ('closed', 'reported')
      then $2::timestamptz + (i::bigint * 7919 % 7776000 - 2592000) * interval '1 second' end as due) as limits
    cross join lateral (select
      case when stands.state not in ('reported', 'awaiting_reporter') then at.reported + (5 + i::bigint * 7919 % 2880) * interval '1 minute' end as accepted,
      case when stands.state in ('handled', 'verified', 'closed') then at.reported + (3000 + i::bigint * 104729 % 14400) * interval '1 minute' end as handled,
      case when stands.state = 'closed' and i % 3 = 0 then at.reported + interval '13 days' end as rated) as came
    join grid on grid.place = i::bigint * 7919 % (select count(*) from grid)
    join lead on lead.place = i % (select count(*) from lead)
    join leaf on leaf.place = i::bigint * 31 % (select count(*) from leaf)
    join phrase on phrase.n = i::bigint * 104729 % ${texts}
    join road on road.n = i::bigint * 613 % ${roads}
    join person on person.n = i % (select count(*) from person)
    join resident on resident.place = i % (select count(*) from resident)`
}

/** Every matter by the words of its text and address, as the server itself would have it. */
const fillSearch = `
  insert into matter_search (matter_id, words, phone_end_hash)
  select m.id, p.words || r.words, person.end_hash
  from matters m join phrase p on p.text = m.text join road r on r.text = substring(m.address from '^\\D+')
  left join person on person.hash = m.contact_hash`

/** One lead for each that was ever dispatched; of the open ones some were called by a whistle and have not come. */
const fillAssignments = `
  insert into assignments (id, matter_id, organisation_id, part, state, dispatched_at, claimed_at, finished_at, due_at, whistle, claimed_in_time)
  select ${idOf('0001', numberOf)}, m.id, m.organisation_ids[1], 'lead',
    case m.state when 'dispatched' then 'dispatched' when 'in_progress' then 'claimed' when 'suspended' then 'claimed' else 'finished' end,
    m.reported_at + interval '1 hour', case when m.state <> 'dispatched' then m.reported_at + interval '2 hours' end,
    case when m.state in ('handled', 'verified', 'closed') then m.reported_at + interval '2 days' end, m.due_at, ${numberOf} % 50 = 0,
    case when m.state <> 'dispatched' then ${numberOf} % 9 <> 0 end
  from matters m where m.organisation_ids <> '{}'`

/** Of those in progress one in ten asks for something; as many of the closed had asked. */
const fillRequests = `
  insert into requests (id, matter_id, assignment_id, kind, words, asked_at, to_area_id, ruled_at, granted)
  select ${idOf('0002', numberOf)}, m.id, ${idOf('0001', numberOf)}, (array['return', 'extend', 'suspend'])[${numberOf} / 100 % 3 + 1],
    '需要更多时间', m.reported_at + interval '1 day', m.desk_area_id,
    case when m.state = 'closed' then m.reported_at + interval '2 days' end, case when m.state = 'closed' then true end
  from matters m where m.state in ('in_progress', 'closed') and ${numberOf} % 100 < 10`

/** Half the cards of open matters wait for an answer. */
const fillCards = `
  insert into supervision_cards (id, matter_id, level, area_id, instruction, raised_at, answer_by, to_area_id, answered_at, answer)
  select ${idOf('0003', numberOf)}, m.id, m.card_level, m.desk_area_id, '请说明进展',
    m.reported_at + interval '1 day', m.reported_at + interval '3 days', m.desk_area_id,
    case when m.state = 'closed' or ${numberOf} / 70 % 2 = 0 then m.reported_at + interval '2 days' end,
    case when m.state = 'closed' or ${numberOf} / 70 % 2 = 0 then '已处理' end
  from matters m where m.card_level is not null`

/** The clock of each state; those of the closed have stopped. What is over its limit climbs on in a month or later. */
const fillClocks = `
  insert into clocks (id, matter_id, assignment_id, kind, started_at, limit_amount, limit_unit, due_at, yellow_at, stopped_at,
    calendar_announced, step, next_at)
  select ${idOf('0004', numberOf)}, m.id, null, case m.state when 'reported' then 'accept' when 'awaiting_reporter' then 'answer'
      when 'accepted' then 'dispatch' when 'dispatched' then 'handle' when 'in_progress' then 'handle' when 'handled' then 'verify'
      when 'verified' then 'rate' when 'suspended' then 'plan' else 'handle' end,
    m.reported_at, 20, 'days', limits.due, limits.due - interval '4 days', m.closed_at, true, 1,
    case when m.closed_at is null then $1::timestamptz + interval '31 days' + (${numberOf} * 7919 % 2592000) * interval '1 second' end
  from matters m cross join lateral (select coalesce(m.due_at, m.reported_at + interval '20 days') as due) as limits`
