import TextArea from 'antd-mobile/es/components/text-area'

/** A labelled field for free words. */
export function Words({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint?: string
  value: string
  onChange: (words: string) => void
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <TextArea
        value={value}
        onChange={onChange}
        {...(hint && { placeholder: hint })}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
      />
    </label>
  )
}
