import { OAuthError } from './oauth-error.ts'

/** How a client says who it is. */
export interface Credentials {
  readonly id: string | undefined
  readonly secret: string | undefined
}

/**
 * Reads a client's name and secret from Authorization (client_secret_basic) or from the form (client_secret_post); a
 * public client gives only its name. Throws OAuthError when it does both (RFC 6749 §2.3).
 */
export function credentialsIn(
  { headers }: Request,
  { client_id, client_secret }: { client_id?: string | undefined; client_secret?: string | undefined },
): Credentials {
  const field = headers.get('authorization')
  if (field === null) return { id: client_id, secret: client_secret }
  if (client_secret !== undefined)
    throw new OAuthError(
      'invalid_request',
      'The client proves itself twice: use Authorization or the form, not both.',
    )
  const { id, secret } = basic(field)
  if (client_id !== undefined && client_id !== id)
    throw new OAuthError('invalid_request', 'Authorization and client_id name different clients.')
  return { id, secret }
}

/** Name and secret as RFC 7617 packs them, each written like a form field before (RFC 6749 §2.3.1). */
function basic(field: string): Required<Credentials> {
  const packed = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(field)?.[1]
  try {
    const [, id, secret] = /^([^:]*):(.*)$/s.exec(atob(packed ?? '')) ?? []
    if (packed !== undefined && id !== undefined && secret !== undefined)
      return { id: fromForm(id), secret: fromForm(secret) }
  } catch {
    // Not base64, or a percent sign that escapes nothing.
  }
  throw new OAuthError(
    'invalid_client',
    'Authorization must be Basic with the name and the secret of the client.',
  )
}

function fromForm(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}
