const longest = 120

/**
 * A name as it may be shown and downloaded: no folders, no control signs, none of the signs that turn writing around
 * (`gpj.exe` shown as `exe.jpg`), not too long. Never used to find the bytes.
 */
export function cleanFileName(typed: string): string {
  const last = typed.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029\ufffd]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  if (clean === '') return 'file'
  const signs = Array.from(clean)
  if (signs.length <= longest) return clean
  const ending = /\.[a-z0-9]{1,5}$/i.exec(clean)?.[0] ?? ''
  return signs.slice(0, longest - ending.length).join('') + ending
}

const endings: Record<string, string> = {
  'image/jpeg': '.jpg',
  'video/mp4': '.mp4',
  'video/quicktime': '.mov',
  'video/webm': '.webm',
  'application/pdf': '.pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
}

/** The name with the ending its content has, whatever it came with. */
export function nameFor(name: string, contentType: string): string {
  const ending = endings[contentType] ?? ''
  if (ending === '' || name.toLowerCase().endsWith(ending)) return name
  return name.replace(/\.[a-z0-9]{1,5}$/i, '') + ending
}

/** Content-Disposition with the name in RFC 8187's encoding, so that no sign of it can end the header. */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${how}; filename*=UTF-8''${encoded}`
}
