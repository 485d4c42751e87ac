import { BROWSER_HOSTS } from '#mocks/systems/topology.ts'
import { attribute, type Element, elementsOf, hashSource, textOf } from './html.ts'

/** What the inline parts of a page need so that a strict policy lets them through. */
export interface InlineParts {
  /** Source expressions of the page's inline scripts. */
  readonly scripts: readonly string[]
  /** Source expressions of its inline `<style>` elements. */
  readonly styles: readonly string[]
  /** Whether any element carries a `style` attribute. */
  readonly styleAttributes: boolean
}

const JAVASCRIPT_TYPE = /^(module|importmap|speculationrules|(text|application)\/(x-)?(java|ecma)script)?$/i

function runs(script: Element): boolean {
  return JAVASCRIPT_TYPE.test(attribute(script, 'type') ?? '')
}

/** Finds the inline scripts, inline styles and style attributes of a page. */
export function inlinePartsOf(html: string): InlineParts {
  const elements = elementsOf(html)
  const hashes = (wanted: readonly Element[]) => [...new Set(wanted.map((el) => hashSource(textOf(el))))]
  return {
    scripts: hashes(
      elements.filter((el) => el.tagName === 'script' && attribute(el, 'src') === undefined && runs(el)),
    ),
    styles: hashes(elements.filter((el) => el.tagName === 'style')),
    styleAttributes: elements.some((el) => attribute(el, 'style') !== undefined),
  }
}

/**
 * Content Security Policy (CSP Level 3) of a page. Scripts are the page's own; styles are the whole site's, because a
 * visitor who follows a link inside the site keeps the policy of the page on which they arrived.
 */
export function contentSecurityPolicy(page: InlineParts, site: Omit<InlineParts, 'scripts'>): string {
  const directives: [string, ...string[]][] = [
    ['default-src', "'none'"],
    ['script-src', "'self'", ...page.scripts],
    ['style-src', "'self'", ...site.styles],
    // React writes the `style` prop into the exported HTML as an attribute. An attribute has no selectors and loads
    // nothing that img-src and font-src forbid; `<style>` elements stay bound to their hashes.
    ...(site.styleAttributes ? [['style-src-attr', "'unsafe-inline'"] as [string, string]] : []),
    // The bookshop's hosts exist in no name server: the service worker answers them.
    ['connect-src', "'self'", ...BROWSER_HOSTS.map((host) => `https://${host}`)],
    ['img-src', "'self'", 'data:'],
    ['font-src', "'self'"],
    ['worker-src', "'self'"],
    ['manifest-src', "'self'"],
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'self'"],
  ]
  return directives.map((directive) => directive.join(' ')).join('; ')
}

/**
 * Puts the policy at the top of `<head>`, before anything it has to govern. Only the character encoding stands before
 * it: browsers look for that in a page's first 1024 bytes, and the policy may be longer.
 */
export function withPolicy(html: string, policy: string): string {
  const elements = elementsOf(html)
  const head = elements.find((el) => el.tagName === 'head')?.sourceCodeLocation?.startTag
  if (!head) throw new Error('The page has no <head>, so there is no place for its Content-Security-Policy.')
  const replaced = elements
    .filter((el) => el.tagName === 'meta')
    .filter(
      (el) =>
        attribute(el, 'charset') !== undefined || attribute(el, 'http-equiv') === 'Content-Security-Policy',
    )
    .flatMap((el) => el.sourceCodeLocation ?? [])
  let body = ''
  let from = head.endOffset
  for (const { startOffset, endOffset } of replaced) {
    body += html.slice(from, startOffset)
    from = endOffset
  }
  body += html.slice(from)
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy.replaceAll('"', '&quot;')}"/>`
  return `${html.slice(0, head.endOffset)}<meta charset="utf-8"/>${meta}${body}`
}
