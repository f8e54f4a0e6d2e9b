/**
 * What somebody wrote with phone numbers, identity card numbers and mail addresses made unreadable, as far as they look like such. Names
 * cannot be told from other words and stay.
 */
export function maskSaid(text: string): string {
  return text
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .replace(/(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g, '$1********$2')
    .replace(/(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)/g, '$1****$2')
    .replace(/(?<!\d)(0\d{2,3})[ -]?\d{3,4}(\d{4})(?!\d)/g, '$1-****$2')
    .replace(/([\w.+-])[\w.+-]*@([\w-]+\.)/g, '$1***@$2')
}
