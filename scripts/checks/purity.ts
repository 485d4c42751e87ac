import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from '@swc/core'

/** Names that answer differently each time they are asked, or wait for the world. */
const IMPURE_NAMES = new Set([
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'requestAnimationFrame',
])
const IMPURE_MEMBERS = new Set(['Math.random', 'Date.now', 'crypto.randomUUID', 'crypto.getRandomValues'])

/** The impure names that a source file uses as values; types of the same name are fine. */
export function impureNamesIn(source: string): string[] {
  const found = new Set<string>()
  const nameOf = (node: unknown) =>
    isNode(node) && node.type === 'Identifier' && typeof node.value === 'string' ? node.value : undefined
  const visit = (node: unknown) => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    if (!isNode(node)) return Object.values(node).forEach(visit)
    // A cast holds a value; every other TypeScript node is a type.
    if (node.type.startsWith('Ts')) return visit(node.expression)
    if (node.type === 'MemberExpression') {
      const member = `${nameOf(node.object)}.${nameOf(node.property)}`
      if (IMPURE_MEMBERS.has(member)) found.add(member)
      visit(node.object)
      if (isNode(node.property) && node.property.type === 'Computed') visit(node.property)
      return
    }
    if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && !hasArguments(node))
      found.add('new Date()')
    if (node.type === 'KeyValueProperty') return visit(node.value)
    const name = nameOf(node)
    if (name !== undefined && IMPURE_NAMES.has(name)) found.add(name)
    for (const [key, child] of Object.entries(node))
      if (key !== 'typeAnnotation' && key !== 'key') visit(child)
  }
  visit(parseSync(source, { syntax: 'typescript', target: 'es2022' }).body)
  return [...found]
}

function hasArguments({ arguments: given }: Node): boolean {
  return Array.isArray(given) && given.length > 0
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/**
 * Files below the runtimes that ask the world what time it is, roll dice or wait. Clock and randomness are handed to them,
 * so that the same run gives the same log.
 */
export function impurities(root: string): { files: number; found: { file: string; name: string }[] } {
  const files = globSync('mocks/**/*.ts', { cwd: root }).filter(
    (file) => !file.startsWith('mocks/runtimes/') && !/\.(test|bench)\.ts$/.test(file),
  )
  return {
    files: files.length,
    found: files.flatMap((file) =>
      impureNamesIn(readFileSync(join(root, file), 'utf8')).map((name) => ({ file, name })),
    ),
  }
}
