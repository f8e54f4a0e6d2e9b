import type { Point } from '@linli/contract'
import type { Random } from '../demo/random.ts'
import type { MatterTextTemplate } from '../demo/texts.ts'
import { mistype, placeAs, reword } from './rewording.ts'

/** A report and an earlier matter, and whether they are of one thing. */
export interface Pair {
  kind: 'same' | 'other_thing_here' | 'same_kind_elsewhere' | 'other_thing_nearby'
  draft: Told
  earlier: Told
}

export interface Told {
  text: string
  point: Point
  categoryCode: string | null
}

/** A phone under trees and between houses. */
const phoneErrorM = 15

/**
 * One pair in so many different ways. Four in ten are one incident told by two people. The others are told apart by a
 * person: another kind of thing at the same place (three in ten), the same kind of thing at another place 40 to 300 m on,
 * half of them in the very same words (two in ten), or another kind of thing within 300 m (one in ten).
 */
export function makePair(random: Random, templates: readonly MatterTextTemplate[]): Pair {
  const template = random.pick(templates)
  const place = random.pick(template.places)
  const sentence = random.pick(template.texts)
  const at: Point = { longitude: 119.9 + random.next() * 0.2, latitude: 36.2 + random.next() * 0.1 }
  const earlier = told(random, { text: sentence.replaceAll('{place}', place), point: at, code: template.categoryCode, accepted: 0.7 })
  const chance = random.next()
  if (chance < 0.4) {
    const text = reword(random, sentence.replaceAll('{place}', place), place)
    return { kind: 'same', earlier, draft: told(random, { text, point: at, code: template.categoryCode, accepted: 0.3 }) }
  }
  if (chance < 0.7) {
    const other = otherThan(random, template, templates)
    const text = mistype(random, random.pick(other.texts).replaceAll('{place}', placeAs(random, place)))
    const point = away(random, at, random.next() * 40)
    return { kind: 'other_thing_here', earlier, draft: told(random, { text, point, code: other.categoryCode, accepted: 0.3 }) }
  }
  if (chance < 0.9) {
    const elsewhere = random.pick(template.places.filter((each) => each !== place))
    const words = random.chance(0.5) ? sentence : random.pick(template.texts)
    const text = reword(random, words.replaceAll('{place}', elsewhere), elsewhere)
    const point = away(random, at, 40 + random.next() * 260)
    return { kind: 'same_kind_elsewhere', earlier, draft: told(random, { text, point, code: template.categoryCode, accepted: 0.3 }) }
  }
  const other = otherThan(random, template, templates)
  const text = mistype(random, random.pick(other.texts).replaceAll('{place}', random.pick(other.places)))
  const point = away(random, at, random.next() * 300)
  return { kind: 'other_thing_nearby', earlier, draft: told(random, { text, point, code: other.categoryCode, accepted: 0.3 }) }
}

/** What the report says, where the phone thinks it is, and, with a chance, its category. */
function told(random: Random, given: { text: string; point: Point; code: string; accepted: number }): Told {
  const error = phoneErrorM * Math.sqrt(-2 * Math.log(1 - random.next()))
  return { text: given.text, point: away(random, given.point, error), categoryCode: random.chance(given.accepted) ? given.code : null }
}

/** Another kind; a third of the time one of the same class, which is harder. */
function otherThan(random: Random, template: MatterTextTemplate, templates: readonly MatterTextTemplate[]): MatterTextTemplate {
  const others = templates.filter((each) => each.categoryCode !== template.categoryCode)
  const related = others.filter((each) => each.categoryCode.split('-')[0] === template.categoryCode.split('-')[0])
  return random.pick(related.length > 0 && random.chance(1 / 3) ? related : others)
}

function away(random: Random, from: Point, metres: number): Point {
  const angle = random.next() * 2 * Math.PI
  const latitude = from.latitude + (metres * Math.cos(angle)) / 111_195
  const longitude = from.longitude + (metres * Math.sin(angle)) / (111_195 * Math.cos((from.latitude * Math.PI) / 180))
  return { longitude, latitude }
}
