import { CompletionContext } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { ensureSyntaxTree } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { FIRST_REQUEST } from '../../examples.ts'
import { bodySchemaOf, operationsLike } from '../operations.ts'
import { completionsOf, mismatches } from './schema-help.ts'

const HOST = 'api.bookshop.example'
const schema = bodySchemaOf('POST', FIRST_REQUEST.url)
if (!schema) throw new Error('The document describes what an order is.')

/** A text with the cursor at the bar, as the editor has it. */
function at(text: string): { state: EditorState; pos: number } {
  const pos = text.indexOf('|')
  const state = EditorState.create({ doc: text.replace('|', ''), extensions: [json()] })
  ensureSyntaxTree(state, state.doc.length, 5000)
  return { state, pos }
}

function offered(text: string): readonly string[] {
  const { state, pos } = at(text)
  return (
    completionsOf(schema ?? {})(new CompletionContext(state, pos, true))?.options.map(
      ({ label, displayLabel }) => displayLabel ?? label,
    ) ?? []
  )
}

const said = (value: unknown) => {
  const { state } = at(typeof value === 'string' ? value : JSON.stringify(value))
  return mismatches(schema, state).map(({ from, to, message }) => [state.sliceDoc(from, to), message])
}

test('the names that an object may have are offered where a name is written, the required first', () => {
  expect(offered('{|}')).toEqual(['lines', 'payment', 'expectedTotal', 'delivery'])
  expect(offered('{"li|"}')).toContain('lines')
  expect(offered('{"lines": [], |}')).toEqual(['payment', 'expectedTotal', 'delivery'])
  expect(offered('{"lines": [{"isbn": "1", "|"}]}')).toEqual(['quantity'])
})

test('a name brings the beginning of its value along, unless it has one', () => {
  const applied = (text: string) => {
    const { state, pos } = at(text)
    const result = completionsOf(schema)(new CompletionContext(state, pos, true))
    return result?.options.find(({ displayLabel }) => displayLabel === 'lines')?.apply
  }
  expect(applied('{"lin|"}')).toBe('"lines": []')
  expect(applied('{|}')).toBe('"lines": []')
  expect(applied('{"lin|": [1]}')).toBe('"lines"')
})

test('the values that may stand there are offered where a value is written', () => {
  expect(offered('{"payment": {"card": "|"}}')).toEqual(['"tok_visa"', '"tok_declined"', '"tok_expires"'])
  expect(offered('{"expectedTotal": {"currency": "|"}}')).toEqual(['"EUR"'])
  expect(offered('{"lines": [{"quantity": |1}]}')).toEqual([])
})

test('what does not fit is marked where it stands, and the example fits', () => {
  expect(said(FIRST_REQUEST.body ?? '')).toEqual([])
  expect(said({ lines: [{ isbn: 'x', quantity: 1 }] })).toEqual([['"x"', expect.stringContaining('pattern')]])
  expect(said({ lines: [{ isbn: '9780441478125', quantity: 99 }] })[0]?.[0]).toBe('99')
  expect(said({ lines: [{ isbn: '9780441478125' }] })).toEqual([
    ['{"isbn":"9780441478125"}', expect.stringContaining('quantity')],
  ])
  expect(said({ lines: [], giftWrap: true }).map(([text]) => text)).toEqual(
    expect.arrayContaining(['true', '[]']),
  )
  expect(said('{"a": ')).toEqual([])
})

test('operations are found by path, by words, by method', () => {
  const names = (typed: string) => operationsLike(typed, HOST).map(({ name }) => name)
  expect(names('/v1/ord')[0]).toMatch(/order/i)
  expect(names('place an order')).toEqual(['Place an order'])
  expect(names('delete cart').length).toBeGreaterThan(0)
  expect(names('nothing like this')).toEqual([])
  expect(names('').length).toBeGreaterThan(40)
  expect(bodySchemaOf('GET', FIRST_REQUEST.url)).toBeUndefined()
  expect(bodySchemaOf('PUT', `https://${HOST}/v1/books/9780441478125`)).toBeDefined()
})
