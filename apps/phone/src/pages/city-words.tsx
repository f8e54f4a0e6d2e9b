import { useCity } from '../parts/use-city.ts'
import './city-words.css'
import { useHomeTexts } from './texts.ts'

/** The city's name and its welcome line. */
export function Welcome() {
  const city = useCity()
  if (!city || city.welcome === '') return null
  return (
    <p className="city-welcome">
      <strong>{city.name}</strong>
      <span className="spare">{city.welcome}</span>
    </p>
  )
}

/** The numbers one may call instead. */
export function CityPhones() {
  const say = useHomeTexts()
  const city = useCity()
  if (!city || city.phones.length === 0) return null
  return (
    <section className="card city-phones" aria-labelledby="city-phones-title">
      <h2 id="city-phones-title">{say('call')}</h2>
      <ul>
        {city.phones.map((phone) => (
          <li key={phone.number}>
            <a href={`tel:${phone.number}`}>
              <span>{phone.name}</span> <strong>{phone.number}</strong>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
