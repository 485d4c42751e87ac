import type { Draft } from '../draft.ts'

/** How a request says who sends it. */
export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  /** `who`: in whose name the token was given out, as far as the workbench knows. */
  | { readonly kind: 'bearer'; readonly token: string; readonly who?: string | undefined }
  | {
      readonly kind: 'api-key'
      readonly place: 'header' | 'query'
      readonly name: string
      readonly value: string
    }

export const NO_AUTH: Auth = { kind: 'none' }

/** The field or the query parameter that a request gets by its way of saying who sends it. */
export function authFields(auth: Auth): {
  readonly header?: readonly [name: string, value: string]
  readonly query?: readonly [name: string, value: string]
} {
  switch (auth.kind) {
    case 'none':
      return {}
    case 'basic':
      return { header: ['authorization', `Basic ${base64(`${auth.user}:${auth.password}`)}`] }
    case 'bearer':
      return auth.token.trim() === '' ? {} : { header: ['authorization', `Bearer ${auth.token.trim()}`] }
    case 'api-key': {
      const name = auth.name.trim()
      if (name === '') return {}
      return auth.place === 'header'
        ? { header: [name, auth.value.trim()] }
        : { query: [name, auth.value.trim()] }
    }
  }
}

/** Base64 of the text in UTF-8, which is what `charset="UTF-8"` of RFC 7617 asks for. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

/** In whose name a request acts, as far as it can be told from how it is written; undefined: nobody’s, the guest’s. */
export function whoActs({ auth, headers }: Pick<Draft, 'auth' | 'headers'>): string | undefined {
  const own = headers.find(({ on, name }) => on && name.trim().toLowerCase() === 'authorization')
  if (own) return 'whom Authorization names'
  switch (auth.kind) {
    case 'none':
    case 'api-key':
      return undefined
    case 'basic':
      return auth.user || 'whom Authorization names'
    case 'bearer':
      return auth.token.trim() === '' ? undefined : (auth.who ?? 'whom the token names')
  }
}
