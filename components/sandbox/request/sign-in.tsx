'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import type { SentRequest } from '../draft.ts'
import type { Entry } from '../session.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import type { Auth } from './auth.ts'
import { newPkce, newState, type Pkce } from './pkce.ts'

const USERS = [
  ['alice', 'a customer'],
  ['bob', 'another customer'],
  ['ada', 'who runs the shop'],
  ['carol', 'suspended'],
] as const

/** Published on purpose: everybody may sign in as anybody. */
const passwordOf = (user: string) => `${user}-reads-books`

const CLIENT = 'workbench'
const CALLBACK = 'https://workbench.bookshop.example/callback'

interface Flow {
  readonly pkce?: Pkce
  readonly state?: string
  /** Who asks, and for what, as the authorization server tells the user. */
  readonly asks?: { readonly client: string; readonly scopes: readonly string[] }
  readonly callback?: URL
  readonly refresh?: string | undefined
  readonly signedIn?: string
  readonly problem?: string
}

/** OAuth 2, authorization code with PKCE, against the bookshop's own issuer: each step is a real request. */
export function SignIn({ onSignedIn }: { onSignedIn: (auth: Auth) => void }) {
  const { controller, places } = useSandbox()
  const busy = useSession((session) => session.sending !== undefined)
  const [user, setUser] = useState<string>('alice')
  const [password, setPassword] = useState(passwordOf('alice'))
  const [scope, setScope] = useState('openid profile orders:read orders:write')
  const [flow, setFlow] = useState<Flow>({})
  const issuer = `https://${places.publicHost}/auth`
  const { pkce, state, asks, callback, refresh } = flow
  const step = !pkce ? 1 : !asks ? 2 : !callback ? 3 : !flow.signedIn ? 4 : 5

  const asked = () =>
    new URLSearchParams({
      response_type: 'code',
      client_id: CLIENT,
      redirect_uri: CALLBACK,
      scope,
      state: state ?? '',
      code_challenge: pkce?.challenge ?? '',
      code_challenge_method: 'S256',
    })

  async function ask(request: SentRequest): Promise<Entry['outcome'] & { kind: 'answered' }> {
    const entry = await controller.sendBeside(request)
    if (!entry) throw new Error('Another request is on its way. Try again when it has ended.')
    const { outcome } = entry
    if (outcome.kind !== 'answered') throw new Error('No answer came: the response beside this says why.')
    return outcome
  }

  const post = (path: string, fields: URLSearchParams): SentRequest => ({
    method: 'POST',
    url: issuer + path,
    headers: [['content-type', 'application/x-www-form-urlencoded']],
    body: fields.toString(),
  })

  /** Does a step; what goes wrong is said below it, and the step can be tried again. */
  function take(work: () => Promise<Partial<Flow>>) {
    work().then(
      (next) => setFlow((now) => without({ ...now, ...next })),
      (error: unknown) =>
        setFlow((now) => ({ ...now, problem: error instanceof Error ? error.message : String(error) })),
    )
  }

  const prepare = () => take(async () => ({ pkce: await newPkce(), state: newState() }))

  const request = () =>
    take(async () => {
      const answer = await ask({
        method: 'GET',
        url: `${issuer}/authorize?${asked()}`,
        headers: [['accept', 'application/json']],
      })
      const refused = redirectOf(answer)
      if (refused) throw new Error(refusalIn(refused))
      if (answer.status !== 200) throw new Error(`The issuer answered ${answer.status}: see the response.`)
      return { asks: asksIn(answer) }
    })

  const decide = (decision: 'approve' | 'deny') =>
    take(async () => {
      const fields = asked()
      fields.set('username', user)
      fields.set('password', password)
      fields.set('decision', decision)
      const answer = await ask(post('/authorize', fields))
      const back = redirectOf(answer)
      if (!back) throw new Error(`The issuer answered ${answer.status}: see the response.`)
      if (back.searchParams.get('state') !== state)
        throw new Error(
          'The state is not the one that was sent: this answer belongs to somebody else’s request.',
        )
      if (!back.searchParams.has('code')) throw new Error(refusalIn(back))
      return { callback: back }
    })

  const tokens = (fields: Record<string, string>) =>
    take(async () => {
      const answer = await ask(post('/token', new URLSearchParams({ ...fields, client_id: CLIENT })))
      const read = membersOf(answer)
      const token = text(read.access_token)
      if (answer.status !== 200 || token === undefined)
        throw new Error(
          `The issuer answered ${answer.status}: ${text(read.error_description) ?? text(read.error) ?? 'see the response'}`,
        )
      onSignedIn({ kind: 'bearer', token, who: user })
      return { signedIn: user, refresh: text(read.refresh_token) }
    })

  return (
    <section aria-label="Sign in step by step">
      <ol className="space-y-2 border-ink border-l-[1.5px] pl-3 text-sm">
        <Step number={1} now={step} title="Make a secret, and show its hash alone">
          <p>
            The <em>verifier</em> stays here. Its SHA-256, the <em>challenge</em>, goes along: whoever steals
            the code later can not use it without the verifier (RFC 7636).
          </p>
          {pkce && (
            <Facts
              facts={[
                ['code_verifier', pkce.verifier],
                ['code_challenge', pkce.challenge],
                ['state', state ?? ''],
              ]}
            />
          )}
          {step === 1 && (
            <Button size="sm" onClick={prepare}>
              Make them
            </Button>
          )}
        </Step>
        <Step number={2} now={step} title="Ask the issuer for a code">
          {step === 2 && (
            <>
              <Field label="Scope: what you ask for">
                {(control) => (
                  <input
                    {...control}
                    spellCheck={false}
                    autoComplete="off"
                    value={scope}
                    onChange={(event) => setScope(event.target.value)}
                    className={cx(inputLook, 'font-mono text-xs')}
                  />
                )}
              </Field>
              <Button size="sm" disabled={busy} onClick={request}>
                Send GET /auth/authorize
              </Button>
            </>
          )}
        </Step>
        <Step number={3} now={step} title="The user decides">
          {asks && (
            <p>
              {asks.client} asks for: {asks.scopes.join('; ')}.
            </p>
          )}
          {step === 3 && (
            <>
              <p className="text-ink-soft text-xs">
                A browser would be on the issuer’s own page now. A page can not be sent there and back here,
                so this is that form in our panel: modelled. What it posts is real.
              </p>
              <Field label="User">
                {(control) => (
                  <select
                    {...control}
                    value={user}
                    onChange={(event) => {
                      setUser(event.target.value)
                      setPassword(passwordOf(event.target.value))
                    }}
                    className={cx(inputLook, 'text-sm')}
                  >
                    {USERS.map(([name, what]) => (
                      <option key={name} value={name}>
                        {name}, {what}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              <Field
                label="Password of the user"
                hint="Published for teaching: everybody may be anybody here."
              >
                {(control) => (
                  <input
                    {...control}
                    spellCheck={false}
                    autoComplete="off"
                    value={password}
                    onChange={(event) => setPassword(event.target.value)}
                    className={cx(inputLook, 'font-mono text-xs')}
                  />
                )}
              </Field>
              <div className="flex flex-wrap gap-2">
                <Button size="sm" disabled={busy} onClick={() => decide('approve')}>
                  Allow
                </Button>
                <Button size="sm" disabled={busy} variant="quiet" onClick={() => decide('deny')}>
                  Deny
                </Button>
              </div>
            </>
          )}
        </Step>
        <Step number={4} now={step} title="The browser is sent back with a code">
          {callback && (
            <>
              <p>
                303 See Other, to{' '}
                <code className="[overflow-wrap:anywhere]">{callback.origin + callback.pathname}</code>. The
                state is the one that was sent. The code is good once, and for a moment.
              </p>
              <Facts facts={[...callback.searchParams]} />
            </>
          )}
          {step === 4 && (
            <Button
              size="sm"
              disabled={busy}
              onClick={() =>
                tokens({
                  grant_type: 'authorization_code',
                  redirect_uri: CALLBACK,
                  code: callback?.searchParams.get('code') ?? '',
                  code_verifier: pkce?.verifier ?? '',
                })
              }
            >
              Exchange code and verifier for a token
            </Button>
          )}
        </Step>
        <Step number={5} now={step} title="Requests carry the token">
          {step === 5 && (
            <>
              <p>
                From now on <strong className="font-semibold">{flow.signedIn}</strong> acts, in this request
                and in the examples, until you choose otherwise. Below is what the token says.
              </p>
              <div className="flex flex-wrap gap-2">
                {refresh && (
                  <Button
                    size="sm"
                    disabled={busy}
                    onClick={() => tokens({ grant_type: 'refresh_token', refresh_token: refresh })}
                  >
                    Get a new one with the refresh token
                  </Button>
                )}
                <Button size="sm" variant="quiet" onClick={() => setFlow({})}>
                  Begin again
                </Button>
              </div>
            </>
          )}
        </Step>
      </ol>
      <p role="alert" className="mt-2 font-medium text-fault-text text-sm empty:hidden">
        {flow.problem}
      </p>
    </section>
  )
}

/** What went wrong before is over. */
function without({ problem: _, ...flow }: Flow): Flow {
  return flow
}

function Step({
  number,
  now,
  title,
  children,
}: {
  number: number
  now: number
  title: string
  children: ReactNode
}) {
  return (
    <li aria-current={number === now ? 'step' : undefined} className={cx(number > now && 'text-ink-soft')}>
      <p className="font-semibold">
        <span className="tabular-nums">{number}.</span> {title}
        {number < now && <span className="font-normal text-ink-soft"> ✓ done</span>}
      </p>
      {number <= now && <div className="mt-1 space-y-2">{children}</div>}
    </li>
  )
}

function Facts({ facts }: { facts: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 font-mono text-2xs">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="[overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

type Answer = Extract<Entry['outcome'], { kind: 'answered' }>

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** The members of a JSON object; none when the content is something else. */
function membersOf({ content }: Pick<Answer, 'content'>): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse('text' in content ? content.text : '')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function redirectOf({ status, fields }: Answer): URL | undefined {
  const location = fields.find(([name]) => name.toLowerCase() === 'location')?.[1]
  return status === 303 && location !== undefined && URL.canParse(location) ? new URL(location) : undefined
}

const refusalIn = ({ searchParams }: URL) =>
  `The issuer sent the browser back without a code: ${searchParams.get('error_description') ?? searchParams.get('error') ?? 'it did not say why'}`

function asksIn(answer: Answer): NonNullable<Flow['asks']> {
  const { client, scopes } = membersOf(answer)
  const name =
    typeof client === 'object' && client !== null && 'name' in client ? text(client.name) : undefined
  const listed = Array.isArray(scopes)
    ? scopes.flatMap((each: unknown) =>
        typeof each === 'object' && each !== null && 'allows' in each ? (text(each.allows) ?? []) : [],
      )
    : []
  return { client: name ?? 'A client', scopes: listed }
}
