import { expect, test } from 'vitest'
import * as z from 'zod'
import { TOKEN } from '#content/scenarios/tokens.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { publishedPasswordOf, publishedSecretOf } from '#mocks/services/auth/seed.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'

const CALLBACK = 'https://workbench.bookshop.example/callback'
/** The verifier and the challenge of RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

type Request = NonNullable<ScenarioInput['workload']>[number]

const post = (path: string, fields: Record<string, string>): Request => ({
  method: 'POST',
  url: `https://${PUBLIC_HOST}/auth${path}`,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
})

async function lastOf(...workload: Request[]) {
  const { response } = (await runScenario({ v: 1, workload })).exchanges.at(-1) ?? {}
  if (!response || !('text' in response.content)) throw new Error('The issuer gave no answer in text.')
  return { fields: Object.fromEntries(response.fields), text: response.content.text }
}

async function tokenOf(...workload: Request[]) {
  const { text } = await lastOf(...workload)
  return z.object({ access_token: z.string() }).parse(JSON.parse(text)).access_token
}

// A token that is written down is only honest if it is the one that the issuer gives.

test('the keeper of the catalogue gets the token that pages and questions send', async () => {
  const allow = post('/authorize', {
    response_type: 'code',
    client_id: 'workbench',
    redirect_uri: CALLBACK,
    scope: 'catalog:write',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    username: 'ada',
    password: publishedPasswordOf('ada'),
    decision: 'approve',
  })
  const { fields } = await lastOf(allow)
  const code = new URL(fields.location ?? 'about:blank').searchParams.get('code') ?? ''
  const redeem = post('/token', {
    grant_type: 'authorization_code',
    client_id: 'workbench',
    redirect_uri: CALLBACK,
    code,
    code_verifier: VERIFIER,
  })
  expect(await tokenOf(allow, redeem)).toBe(TOKEN.keeperOfTheCatalogue)
})

test('so does the partner', async () => {
  const asked = post('/token', {
    grant_type: 'client_credentials',
    client_id: 'partner',
    client_secret: publishedSecretOf('partner'),
  })
  expect(await tokenOf(asked)).toBe(TOKEN.partner)
})
