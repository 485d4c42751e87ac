import { expect, test } from 'vitest'
import { previewOf } from './preview.tsx'

const typed = (type: string) => [['content-type', type]] as const
const HTML = '<script>alert(1)</script>'

test('HTML and scripts have no preview: nothing that came is ever read as a page', () => {
  for (const type of ['text/html', 'application/xhtml+xml', 'text/javascript', 'image/unknown'])
    expect(previewOf({ bytes: 1, text: HTML }, typed(type), undefined), type).toBe(undefined)
})

test('a picture is an image with its own bytes, an SVG as well: in an image no script runs', () => {
  const svg = previewOf({ bytes: 1, text: '<svg/>' }, typed('image/svg+xml; charset=utf-8'), undefined)
  expect(svg).toMatchObject({ kind: 'image', address: `data:image/svg+xml;base64,${btoa('<svg/>')}` })
  const png = previewOf({ bytes: 3, base64: 'iVBO' }, typed('image/png'), undefined)
  expect(png).toMatchObject({ kind: 'image', address: 'data:image/png;base64,iVBO' })
})

test('a problem document and a list of like things are shown as what they are', () => {
  const problem = { title: 'Gone', status: 404 }
  expect(previewOf({ bytes: 1, text: '' }, typed('application/problem+json'), problem)).toEqual({
    kind: 'problem',
    problem,
  })
  expect(
    previewOf({ bytes: 1, text: '' }, typed('application/json'), { items: [{ a: 1 }, { b: 2 }] }),
  ).toMatchObject({
    kind: 'table',
    columns: ['a', 'b'],
  })
  expect(previewOf({ bytes: 1, text: '' }, typed('application/json'), { items: [1, 2] })).toBe(undefined)
})
