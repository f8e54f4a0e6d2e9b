import { createHash, createHmac } from 'node:crypto'

export interface SignableRequest {
  method: 'POST' | 'GET'
  host: string
  action: string
  version: string
  query: Record<string, string>
  /** Different for every request. */
  nonce: string
  at: Date
}

/**
 * The headers and query of a signed call in the manner of Alibaba Cloud's RPC interfaces, signature version 3
 * (ACS3-HMAC-SHA256). The body is empty; what is asked stands in the query.
 */
export function signRequest(
  request: SignableRequest,
  key: { id: string; secret: string },
): { query: string; headers: Record<string, string> } {
  const headers: Record<string, string> = {
    host: request.host,
    'x-acs-action': request.action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': request.at.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'x-acs-signature-nonce': request.nonce,
    'x-acs-version': request.version,
  }
  const names = Object.keys(headers).sort()
  const query = Object.entries(request.query)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')
  const canonical = [
    request.method,
    '/',
    query,
    names.map((name) => `${name}:${headers[name]}\n`).join(''),
    names.join(';'),
    sha256(''),
  ].join('\n')
  const signature = createHmac('sha256', key.secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex')
  return {
    query,
    headers: { ...headers, authorization: `ACS3-HMAC-SHA256 Credential=${key.id},SignedHeaders=${names.join(';')},Signature=${signature}` },
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** RFC 3986, which is stricter than encodeURIComponent. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
