import { phoneOf } from './desk-list-city.ts'

/** One thing a desk asks the server while somebody works. */
export interface DeskRequest {
  name: string
  method: 'GET' | 'POST'
  path: string
  body?: object
}

/** As many rows as the console asks for at once. */
export const rowsOfPage = 50

/** What the requests are made of: something of this desk's own. */
export interface Sample {
  matterId: string
  number: string
  categoryCode: string
  areaId: string
  organisationId: string
  longitude: number
  latitude: number
}

/** Everything a desk's pages ask for, by the name it is told under. */
export function requestsOf(sample: Sample): DeskRequest[] {
  const get = (name: string, path: string): DeskRequest => ({ name, method: 'GET', path })
  const list = (name: string, query: string) => get(name, `/matters?limit=${rowsOfPage}&${query}`)
  const find = (name: string, q: string, rest = 'view=all') => list(name, `${rest}&q=${encodeURIComponent(q)}`)
  const around = (degrees: number) =>
    `west=${sample.longitude - degrees}&south=${sample.latitude - degrees}&east=${sample.longitude + degrees}&north=${sample.latitude + degrees}`
  const wholeCity = 'west=119.5&south=35.5&east=120.6&north=36.7'
  const phone = phoneOf(1)
  return [
    list('list_all', 'view=all'),
    list('list_all_oldest', 'view=all&sort=oldest'),
    list('list_open', 'view=open'),
    list('list_open_due', 'view=open&sort=due'),
    list('list_open_oldest', 'view=open&sort=oldest'),
    list('list_overdue', 'view=overdue'),
    list('list_overdue_due', 'view=overdue&sort=due'),
    list('list_ended', 'view=ended'),
    list('list_ended_oldest', 'view=ended&sort=oldest'),
    ...ownViews.map((view) => list(`list_${view}`, `view=${view}`)),
    list('list_to_accept_oldest', 'view=to_accept&sort=oldest'),
    list('list_to_accept_due', 'view=to_accept&sort=due'),
    list('filter_light_yellow', 'view=open&light=yellow'),
    list('filter_light_red_oldest', 'view=open&light=red&sort=oldest'),
    list('filter_category', `view=all&categoryCode=${sample.categoryCode}`),
    list('filter_category_open_due', `view=open&sort=due&categoryCode=${sample.categoryCode}`),
    list('filter_area', `view=all&areaId=${sample.areaId}`),
    list('filter_organisation', `view=open&organisationId=${sample.organisationId}`),
    list('filter_organisation_all', `view=all&organisationId=${sample.organisationId}`),
    list('filter_state_source', 'view=open&state=accepted&source=receipt'),
    list('filter_state_refused', 'view=all&state=refused'),
    list('filter_kind_dispute', 'view=all&kind=dispute'),
    list('filter_card_red', 'view=open&cardLevel=red'),
    list('filter_card_red_all', 'view=all&cardLevel=red'),
    list('filter_one_day', `view=all&reportedFrom=${dayAgo(400)}&reportedTo=${dayAgo(399)}`),
    list('filter_before', `view=all&reportedTo=${dayAgo(400)}`),
    find('search_common_word', '路灯'),
    find('search_two_words', '路灯 坏了'),
    find('search_sentence', '自来水管漏水'),
    find('search_rare', '香港北街 消防栓'),
    find('search_nothing', '没有人用的词'),
    find('search_street_and_word', '三里河街道 路灯'),
    find('search_open_due', '井盖', 'view=open&sort=due'),
    find('search_oldest', '井盖', 'view=all&sort=oldest'),
    find('search_number', sample.number),
    find('search_day', sample.number.slice(0, 6)),
    find('search_phone', phone),
    find('search_phone_end', phone.slice(-4)),
    get('counts', '/matter-counts'),
    get('map_around', `/matter-map?${around(0.02)}&zoom=15`),
    get('map_city', `/matter-map?${wholeCity}&zoom=10`),
    get('map_city_red', `/matter-map?${wholeCity}&zoom=10&light=red`),
    list('map_list', `view=open&${wholeCity}`),
    list('map_list_around', `view=open&${around(0.02)}`),
    get('cards_open', '/supervision/cards'),
    get('cards_late_red', '/supervision/cards?state=late&level=red'),
    get('cards_answered', '/supervision/cards?state=answered'),
    get('cards_summary', '/supervision/summary'),
    get('next_steps', '/supervision/next-steps'),
    get('next_steps_all', '/supervision/next-steps?kind=all'),
    get('matter', `/matters/${sample.matterId}`),
    get('reporters_matters', `/matters/${sample.matterId}/reporter-matters`),
    get('surroundings', `/matters/${sample.matterId}/surroundings`),
    { name: 'caller', method: 'POST', path: '/caller-look-ups', body: { phone } },
    {
      name: 'duplicates_near',
      method: 'POST',
      path: '/duplicate-hints',
      body: { text: '学校门口的路灯坏了', place: { longitude: sample.longitude, latitude: sample.latitude, coordinateSystem: 'wgs84' } },
    },
    { name: 'duplicates_named', method: 'POST', path: '/duplicate-hints', body: { text: '学校门口的路灯坏了', address: '三里河街道' } },
    get('places', `/place-suggestions?search=${encodeURIComponent('云溪')}`),
    get('places_number', `/place-suggestions?search=${encodeURIComponent('兰州东路12')}`),
    get('places_nothing', `/place-suggestions?search=${encodeURIComponent('没有这个地方')}`),
  ]
}

const ownViews = [
  'to_accept',
  'to_dispatch',
  'to_verify',
  'awaiting_reporter',
  'returned',
  'extension_asked',
  'suspension_asked',
  'suspended',
  'whistles',
  'supervised',
  'mine',
  'followed',
]

function dayAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString()
}
