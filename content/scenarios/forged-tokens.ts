/**
 * What an attacker can make of a token without any key: its two readable parts are JSON in base64url (RFC 7515 §3), so
 * both can be rewritten. Only the signature cannot be made to fit.
 */

const encode = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

function decode(part = ''): Record<string, unknown> {
  return JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')))
}

/** The token with a header that says that nothing signs it, and no signature. */
export function unsigned(token: string): string {
  const [header, payload] = token.split('.')
  return `${encode({ ...decode(header), alg: 'none' })}.${payload}.`
}

/** The token with another subject, and the signature that it had. */
export function inTheNameOf(subject: string, token: string): string {
  const [header, payload, signature] = token.split('.')
  return `${header}.${encode({ ...decode(payload), sub: subject })}.${signature}`
}
