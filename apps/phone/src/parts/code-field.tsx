import Input from 'antd-mobile/es/components/input'

/** Where the six digits of a text message or mail are typed; phones offer what has just arrived. */
export function CodeField({ label, value, onChange }: { label: string; value: string; onChange: (digits: string) => void }) {
  return (
    <label className="field">
      <span>{label}</span>
      <Input
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={value}
        onChange={(typed) => onChange(typed.replace(/\D/g, ''))}
      />
    </label>
  )
}
