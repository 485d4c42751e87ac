import { createHash } from 'node:crypto'
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'

/** An element of an exported page, with the place in the source where it stands. */
export type Element = Tree.Element

/** All elements of a page in document order, those inside `<template>` and `<noscript>` included. */
export function elementsOf(html: string): Element[] {
  const found: Element[] = []
  const visit = (node: Tree.ParentNode) => {
    for (const child of node.childNodes) {
      if (!('tagName' in child)) continue
      found.push(child)
      visit('content' in child ? child.content : child)
    }
  }
  visit(parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: false }))
  return found
}

/** The value of an attribute, or undefined when the element has none of that name. */
export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value
}

/** The text inside an element, its children's included; for `<script>` and `<style>` the text a browser hashes. */
export function textOf(element: Element): string {
  return element.childNodes
    .map((child) => ('value' in child ? child.value : 'tagName' in child ? textOf(child) : ''))
    .join('')
}

/** The CSP source expression `'sha256-…'` for an inline script or style. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
}
