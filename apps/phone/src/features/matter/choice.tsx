/** A large radio button. */
export function Choice({ name, checked, onChoose, label }: { name: string; checked: boolean; onChoose: () => void; label: string }) {
  return (
    <label className="choice" data-on={checked}>
      <input type="radio" name={name} className="linli-unseen" checked={checked} onChange={onChoose} />
      {label}
    </label>
  )
}

/** One of two things, both large enough for a thumb. `value` is null until one is chosen: neither is taken for granted. */
export function ChoicePair({
  name,
  legend,
  value,
  yes,
  no,
  onChoose,
}: {
  name: string
  legend: string
  value: boolean | null
  yes: string
  no: string
  onChoose: (value: boolean) => void
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="choice-pair">
        <Choice name={name} checked={value === true} onChoose={() => onChoose(true)} label={yes} />
        <Choice name={name} checked={value === false} onChoose={() => onChoose(false)} label={no} />
      </div>
    </fieldset>
  )
}
