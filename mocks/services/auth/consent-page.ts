import { sha256 } from '@noble/hashes/sha2.js'
import type { Answer } from '../../http/answer.ts'
import { SCOPES } from '../../http/scopes.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { type AuthorizationParameters, HTML } from './schema.ts'

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 30rem; margin: 3rem auto; padding: 0 1rem }
label { display: block; margin: 1rem 0 }
input { display: block; width: 100%; box-sizing: border-box; padding: .5rem; font: inherit }
button { padding: .5rem 1rem; margin-right: .5rem; font: inherit }
[role=alert] { border-left: .25rem solid; padding-left: .75rem }
`

/**
 * The form that asks a user in a browser. Everything that came with the request is escaped; the policy lets nothing run
 * and nobody frame it (RFC 9700 §4.16).
 */
export function consentPage(
  { client, scopes, audience, redirectUri }: AuthorizationRequest,
  parameters: AuthorizationParameters,
  { action, refusal }: { action: string; refusal?: string },
): Answer {
  const hidden = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(String(value))}">`)
  const wants = scopes.map((scope) => `<li>${escaped(SCOPES[scope])} <small>(${escaped(scope)})</small></li>`)
  const content = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Allow ${escaped(client.name)}?</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Allow this?</h1>
<p><strong>${escaped(client.name)}</strong> wants to:</p>
<ul>${wants.join('')}</ul>
<p>It gets a token for ${audience.map((each) => `<code>${escaped(each)}</code>`).join(' and ')}, and you go back to <code>${escaped(new URL(redirectUri).origin)}</code>.</p>
${refusal === undefined ? '' : `<p role="alert">${escaped(refusal)}</p>`}
<form method="post" action="${escaped(action)}">
${hidden.join('\n')}
<label>Name <input name="username" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button name="decision" value="approve">Allow</button>
<button name="decision" value="deny" formnovalidate>Deny</button>
</form>
</main>
</body>
</html>
`
  return {
    status: refusal === undefined ? 200 : 403,
    fields: {
      'content-type': HTML,
      'cache-control': 'no-store',
      vary: 'accept',
      'content-security-policy': policyFor(redirectUri),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
    content,
  }
}

/** Nothing but this style. The form may lead to the client as well, because browsers hold redirects to `form-action`. */
function policyFor(redirectUri: string): string {
  const { origin } = new URL(redirectUri)
  return [
    `default-src 'none'`,
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action 'self' ${origin}`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ')
}

const STYLE_HASH = btoa(String.fromCharCode(...sha256(new TextEncoder().encode(STYLE))))

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand in HTML, also between quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
