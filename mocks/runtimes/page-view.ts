import { crossOrigin } from '../http/cross-origin.ts'
import type { WireRequest, WireResponse } from '../log/events.ts'
import { fieldsForScripts } from '../services/gateway/cors.ts'

/** One field of a message, and whether page code may see it. */
export interface PageField {
  readonly name: string
  readonly value: string
  /** Why page code is not shown it; absent when it is. */
  readonly withheld?: string
}

/** What a browser would have sent for a script of another origin, and what it would have let that script see. */
export interface PageView {
  /** The question that the browser asks first, where it has to: its method and the fields that it asks about. */
  readonly preflight?: { readonly method: string; readonly asks: readonly string[] }
  /** Fields that the browser writes by itself; a script can neither set nor see them. */
  readonly added: readonly (readonly [name: string, value: string])[]
  readonly fields: readonly PageField[]
  /** What becomes of a redirect; absent when it is none. */
  readonly redirect?: string
  /** The script gets no answer at all, and is not told why. */
  readonly refused?: string
}

/**
 * The answer to a request of page code, as the CORS protocol leaves it (Fetch §3.3 and §4.10): modelled, because the
 * service worker of this page answers without it. `origin` is the page's.
 */
export function pageViewOf(request: WireRequest, response: WireResponse, origin: string): PageView {
  const lower = ([name, value]: readonly [string, string]) => [name.toLowerCase(), value] as const
  const asked = Object.fromEntries(request.fields.map(lower))
  const answered = Object.fromEntries(response.fields.map(lower))
  const allow = response.status === 405 ? (answered.allow ?? '') : request.method
  const outcome = crossOrigin(
    { origin },
    { url: request.url, method: request.method, fields: asked },
    {
      preflight: { status: 204, fields: fieldsForScripts({ preflight: true, allow }) },
      actual: {
        status: response.status,
        fields: { ...answered, ...fieldsForScripts({ preflight: false, allow }) },
      },
    },
  )
  const [first] = outcome.sent
  const sees = 'failed' in outcome.sees ? undefined : outcome.sees
  return {
    ...(outcome.sent.length > 1 && first
      ? {
          preflight: {
            method: first.fields['access-control-request-method'] ?? request.method,
            asks: (first.fields['access-control-request-headers'] ?? '').split(',').filter(Boolean),
          },
        }
      : {}),
    added: [
      ['host', new URL(request.url).host],
      ['origin', origin],
    ],
    fields: response.fields.map(([name, value]) => {
      const readable = sees?.fields[name.toLowerCase()] !== undefined
      return readable ? { name, value } : { name, value, withheld: whyWithheld(name.toLowerCase()) }
    }),
    ...(response.status >= 300 && response.status < 400 && answered.location !== undefined
      ? {
          redirect: `fetch follows it to ${answered.location} and shows only where that ends; with redirect: "manual" a script gets an answer without status and fields.`,
        }
      : {}),
    ...('failed' in outcome.sees ? { refused: outcome.sees.failed } : {}),
  }
}

function whyWithheld(name: string): string {
  return name === 'set-cookie'
    ? 'No script ever sees a cookie being set.'
    : 'Neither one of the fields that every script may read, nor named in Access-Control-Expose-Headers.'
}
