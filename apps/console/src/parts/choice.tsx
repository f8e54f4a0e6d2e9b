import './choice.css'

interface Option<V extends string> {
  value: V
  label: string
}

/**
 * One of a few, or none. The browser's own list: it opens outside the page, so a slow machine draws nothing for it, and every keyboard
 * and screen reader knows it.
 */
export function Choice<V extends string>({
  id,
  value,
  options,
  none = '',
  onChange,
}: {
  id: string
  value: V | undefined
  options: readonly Option<V>[]
  /** What is said while none is chosen. */
  none?: string
  onChange: (value: V | undefined) => void
}) {
  return (
    <select
      id={id}
      className="choice"
      value={value ?? ''}
      onChange={(event) => onChange(options.find((option) => option.value === event.target.value)?.value)}
    >
      <option value="">{none}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
