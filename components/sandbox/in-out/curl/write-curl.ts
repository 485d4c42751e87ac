import { mayCarryBody, type SentRequest } from '../../draft.ts'

/** A word that a POSIX shell reads as it is. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** What a page says of a text that it sends without a word about its type (Fetch standard). */
const PAGE_TEXT = 'text/plain;charset=UTF-8'

/**
 * A request as a curl command for a POSIX shell. It sends the same method, fields and content; what page code leaves to
 * the browser, curl fills in by itself.
 */
export function curlOf({ method, url, headers, body, bodyEncoding }: SentRequest): string {
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  const fields = [
    ...headers,
    ...(body === undefined || hasType || bodyEncoding ? [] : [['content-type', PAGE_TEXT] as const]),
  ]
  const isGet = method === 'GET' && body === undefined
  const lines = [
    `curl ${quoted(url)}`,
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(isGet ? [] : method.toUpperCase() === 'HEAD' ? ['--head'] : [`--request ${quoted(method)}`]),
    // A field without a value is written with a semicolon, else curl takes it away.
    ...fields.map(([name, value]) => `--header ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(body !== undefined && bodyEncoding && !hasType ? ["--header 'content-type:'"] : []),
    ...(body === undefined || !mayCarryBody(method)
      ? []
      : [bodyEncoding ? '--data-binary @-' : `--data-raw ${quoted(body)}`]),
  ]
  const command = lines.join(' \\\n  ')
  return bodyEncoding && body !== undefined
    ? `printf '%s' ${quoted(body)} | base64 --decode | ${command}`
    : command
}
