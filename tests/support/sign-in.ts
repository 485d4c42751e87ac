import * as z from 'zod'
import { SCOPES } from '#mocks/http/scopes.ts'
import { publishedPasswordOf } from '#mocks/services/auth/seed.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'

const CALLBACK = 'https://workbench.bookshop.example/callback'
/** The verifier and the challenge of RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const Tokens = z.object({ access_token: z.string(), refresh_token: z.string(), scope: z.string() })

/** Signs a seeded user in at the public API, as the workbench does: consent, code, PKCE. Brings the tokens. */
export async function signInAt(
  send: (request: Request) => Promise<Response>,
  user: string,
  scope = Object.keys(SCOPES).join(' '),
): Promise<z.infer<typeof Tokens>> {
  const post = (path: string, fields: Record<string, string>) =>
    send(
      new Request(`https://${PUBLIC_HOST}/auth${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
        redirect: 'manual',
      }),
    )
  const allowed = await post('/authorize', {
    response_type: 'code',
    client_id: 'workbench',
    redirect_uri: CALLBACK,
    scope,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    username: user,
    password: publishedPasswordOf(user),
    decision: 'approve',
  })
  const code = new URL(allowed.headers.get('location') ?? 'about:blank').searchParams.get('code')
  if (code === null) throw new Error(`${user} could not sign in: ${allowed.status} ${await allowed.text()}`)
  const granted = await post('/token', {
    grant_type: 'authorization_code',
    client_id: 'workbench',
    redirect_uri: CALLBACK,
    code,
    code_verifier: VERIFIER,
  })
  return Tokens.parse(await granted.json())
}
