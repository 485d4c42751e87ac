import { syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { Step } from './subschemas.ts'

type SyntaxNode = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>

/** A part of the text, from one character to another. */
interface Span {
  readonly from: number
  readonly to: number
}

const nameOf = (state: EditorState, property: SyntaxNode): string | undefined => {
  const name = property.getChild('PropertyName')
  if (!name) return undefined
  try {
    const read: unknown = JSON.parse(state.sliceDoc(name.from, name.to))
    return typeof read === 'string' ? read : undefined
  } catch {
    return undefined
  }
}

const VALUES = ['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']
const isValue = (node: SyntaxNode) => VALUES.includes(node.name)

function children(node: Pick<SyntaxNode, 'firstChild'> | undefined): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) found.push(child)
  return found
}

/** The way from the root of the document to a node of its tree. */
export function pathTo(state: EditorState, node: SyntaxNode): readonly Step[] {
  const path: Step[] = []
  for (let here: SyntaxNode | null = node; here; here = here.parent) {
    if (here.name === 'Property') {
      const name = nameOf(state, here)
      if (name !== undefined) path.unshift(name)
    } else if (here.parent?.name === 'Array' && isValue(here)) {
      const { from } = here
      path.unshift(
        children(here.parent)
          .filter(isValue)
          .findIndex((each) => each.from === from),
      )
    }
  }
  return path
}

/** Which members an object has already, beside one whose name is being written at `pos`. */
export function namesIn(state: EditorState, object: SyntaxNode, pos: number): readonly string[] {
  return object.getChildren('Property').flatMap((property) => {
    const name = property.getChild('PropertyName')
    return name && name.from <= pos && pos <= name.to ? [] : (nameOf(state, property) ?? [])
  })
}

/** Where a JSON Pointer (RFC 6901) leads to: the value, or the nearest one around it. */
export function spanOf(state: EditorState, pointer: string): Span {
  let node = children(syntaxTree(state).topNode).find(isValue)
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    const next: SyntaxNode | undefined =
      node?.name === 'Array'
        ? children(node).filter(isValue)[Number(key)]
        : children(
            node?.getChildren('Property').find((property) => nameOf(state, property) === key),
          ).findLast(isValue)
    if (!next) break
    node = next
  }
  return node ? { from: node.from, to: node.to } : { from: 0, to: state.doc.length }
}
