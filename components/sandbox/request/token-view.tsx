'use client'

import { decodeJwt, decodeProtectedHeader } from 'jose'
import { JsonText } from '../json-text.tsx'

/** What a JSON Web Token says, read without verifying it: the services verify it. */
export function TokenView({ token }: { token: string }) {
  if (token.trim() === '' || token.includes('{{')) return null
  const read = decode(token.trim())
  if (!read)
    return (
      <p className="text-ink-soft text-xs">
        This is no JSON Web Token (RFC 7519), so only its issuer knows what it means.
      </p>
    )
  const { header, claims } = read
  return (
    <section aria-label="The token, decoded" className="space-y-1 border-[1.5px] border-hairline p-2 text-xs">
      <p>
        <strong className="font-semibold">
          {claims.sub ?? 'Nobody'} acts through {text(claims.client_id) ?? 'a client that is not named'}.
        </strong>{' '}
        Anybody can read this; only the issuer’s key can have signed it.
      </p>
      <Part name="Header of the token" value={header} />
      <Part name="Claims of the token" value={claims} />
      {claims.exp !== undefined && (
        <p className="text-ink-soft">
          exp: not after {new Date(claims.exp * 1000).toISOString().replace('.000Z', 'Z')}.
        </p>
      )}
    </section>
  )
}

function Part({ name, value }: { name: string; value: unknown }) {
  return (
    <section
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-48 overflow-auto bg-paper-sunk p-1.5"
    >
      <pre className="font-mono text-2xs">
        <JsonText text={JSON.stringify(value, undefined, 2)} />
      </pre>
    </section>
  )
}

function decode(token: string) {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
  } catch {
    return undefined
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
