import { type Answer, json } from '../../http/answer.ts'
import type { Problem } from '../../http/problem.ts'

/** The error codes of RFC 6749 §4.1.2.1 and §5.2, RFC 8707 §2 and OpenID Connect Core §3.1.2.6 that this issuer gives. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'access_denied'
  | 'login_required'
  | 'server_error'

/** A refusal as OAuth words it: a code for programs and a description for those who write them. */
export class OAuthError extends Error {
  override name = 'OAuthError'
  readonly code: OAuthErrorCode

  constructor(code: OAuthErrorCode, description: string) {
    super(description)
    this.code = code
  }
}

/** Answers with tokens in them, and refusals, are kept by nobody (RFC 6749 §5.1). */
export const NOT_STORED = { 'cache-control': 'no-store', pragma: 'no-cache' }

/** A refusal as the token endpoint writes it (RFC 6749 §5.2): a client that could not prove who it is gets 401. */
export function oauthAnswer({ code, message }: OAuthError): Answer {
  const status = code === 'invalid_client' ? 401 : code === 'server_error' ? 500 : 400
  return json(
    { error: code, error_description: described(message) },
    {
      status,
      fields: { ...NOT_STORED, ...(status === 401 ? { 'www-authenticate': 'Basic realm="bookshop"' } : {}) },
    },
  )
}

/** What the shared manners refuse, worded for OAuth: content that is no form, or too large, is an invalid request. */
export function refuseAsOAuth({ status, message }: Problem): Answer {
  return oauthAnswer(new OAuthError(status >= 500 ? 'server_error' : 'invalid_request', message))
}

/** A description has no quotes and backslashes, and ASCII alone (RFC 6749 §5.2). */
export function described(text: string): string {
  return text.replace(/[^\x20-\x21\x23-\x5B\x5D-\x7E]/g, "'")
}
