'use client'

import { useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { type Draft, headerOf } from '../draft.ts'
import { useSandbox } from '../use-sandbox.ts'
import { type Auth, authFields, NO_AUTH } from './auth.ts'
import { SignIn } from './sign-in.tsx'
import { TokenView } from './token-view.tsx'

/** Whoever signs in gets a bearer token: one choice more, and the same way to say it. */
type Choice = Auth['kind'] | 'oauth2'

const KINDS: readonly { kind: Choice; label: string; fresh: Auth }[] = [
  { kind: 'none', label: 'Nothing: the guest acts', fresh: NO_AUTH },
  { kind: 'oauth2', label: 'Sign in: OAuth 2 with PKCE, step by step', fresh: { kind: 'bearer', token: '' } },
  { kind: 'bearer', label: 'Bearer token (RFC 6750)', fresh: { kind: 'bearer', token: '' } },
  { kind: 'basic', label: 'Basic (RFC 7617)', fresh: { kind: 'basic', user: '', password: '' } },
  {
    kind: 'api-key',
    label: 'API key',
    fresh: { kind: 'api-key', place: 'header', name: 'x-api-key', value: '' },
  },
]

/** Who sends the request, and how it says so. */
export function AuthEditor({ draft }: { draft: Draft }) {
  const { controller } = useSandbox()
  const { auth } = draft
  const write = (next: Auth) => controller.write({ ...draft, auth: next })
  const [signsIn, setSignsIn] = useState(auth.kind === 'bearer' && auth.who !== undefined)
  const choice: Choice = signsIn && auth.kind === 'bearer' ? 'oauth2' : auth.kind
  const { header, query } = authFields(auth)

  function choose(value: string) {
    const chosen = KINDS.find(({ kind }) => kind === value)
    setSignsIn(chosen?.kind === 'oauth2')
    const isToken = auth.kind === 'bearer' && chosen?.fresh.kind === 'bearer'
    if (!isToken) write(chosen?.fresh ?? NO_AUTH)
  }

  const own = headerOf(draft, header?.[0].toLowerCase() ?? 'authorization')
  return (
    <div className="space-y-3 px-3 py-2.5">
      <Field label="Who acts">
        {(control) => (
          <select
            {...control}
            value={choice}
            onChange={(event) => choose(event.target.value)}
            className={cx(inputLook, 'text-sm')}
          >
            {KINDS.map(({ kind, label }) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {auth.kind === 'basic' && (
        <>
          <TextField label="User" value={auth.user} onChange={(user) => write({ ...auth, user })} />
          <TextField
            label="Password"
            value={auth.password}
            onChange={(password) => write({ ...auth, password })}
          />
          <p className="text-ink-soft text-xs">
            Base64 hides nothing: whoever reads the message reads the password. The bookshop takes Basic from
            clients at its token endpoint alone.
          </p>
        </>
      )}
      {choice === 'oauth2' && <SignIn onSignedIn={write} />}
      {auth.kind === 'bearer' && (choice === 'bearer' || auth.token !== '') && (
        <>
          <TextField
            label="Token"
            value={auth.token}
            onChange={(token) => write({ kind: 'bearer', token })}
            multiline
          />
          <TokenView token={auth.token} />
        </>
      )}
      {auth.kind === 'api-key' && (
        <>
          <Field label="Where it goes">
            {(control) => (
              <select
                {...control}
                value={auth.place}
                onChange={(event) =>
                  write({ ...auth, place: event.target.value === 'query' ? 'query' : 'header' })
                }
                className={cx(inputLook, 'text-sm')}
              >
                <option value="header">A header field</option>
                <option value="query">The query of the URL</option>
              </select>
            )}
          </Field>
          <TextField
            label="Name of the key"
            value={auth.name}
            onChange={(name) => write({ ...auth, name })}
          />
          <TextField label="Key" value={auth.value} onChange={(value) => write({ ...auth, value })} />
        </>
      )}
      {header && (
        <p className="text-xs">
          <span className="text-ink-soft">{own === undefined ? 'Sent as ' : 'Not sent: '}</span>
          <code className="[overflow-wrap:anywhere]">
            {header[0]}: {header[1]}
          </code>
          {own !== undefined && (
            <span className="text-ink-soft"> A line of that name stands in Headers, and it comes first.</span>
          )}
        </p>
      )}
      {query && (
        <p className="text-xs">
          <span className="text-ink-soft">Sent as </span>
          <code className="[overflow-wrap:anywhere]">
            ?{query[0]}={query[1]}
          </code>
          <span className="text-ink-soft"> URLs end up in logs and histories; a field does not.</span>
        </p>
      )}
    </div>
  )
}

function TextField({
  label,
  value,
  onChange,
  multiline = false,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  multiline?: boolean
}) {
  const Control = multiline ? 'textarea' : 'input'
  return (
    <Field label={label}>
      {(control) => (
        <Control
          {...control}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={cx(
            inputLook,
            'font-mono text-xs',
            multiline && 'field-sizing-content max-h-40 min-h-20 py-2',
          )}
        />
      )}
    </Field>
  )
}
