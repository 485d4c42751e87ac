import { describe, expect, test } from 'vitest'
import { fromDataUrl, toDataUrl } from './data-url.ts'
import { writeExample } from './example-content.ts'
import { exampleInJson, readMultipart, writeMultipart } from './multipart.ts'
import { Problem } from './problem.ts'

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, i) => i)
const file = { type: 'image/png', bytes: ALL_BYTES }
const bytes = (text: string) => new TextEncoder().encode(text)

describe('a form with files', () => {
  test('is read as it was written, every byte of it', () => {
    const { type, content } = writeMultipart({ alt: 'Dünen\r\n--', cover: file })
    expect(readMultipart(content, type)).toEqual({ alt: 'Dünen\r\n--', cover: file })
  })

  test('that fetch wrote is read, whatever boundary it chose and however the file is called', async () => {
    const form = new FormData()
    form.set('alt', 'Dünen')
    form.set('cover', new File([ALL_BYTES], '../"evil".html', { type: 'image/png' }))
    const { headers, body } = new Response(form)
    const content = new Uint8Array(await new Response(body).arrayBuffer())
    expect(readMultipart(content, headers.get('content-type') ?? '')).toEqual({ alt: 'Dünen', cover: file })
  })

  test('is read by fetch as well', async () => {
    const { type, content } = writeMultipart({ alt: 'Dünen', cover: file })
    const form = await new Response(content, { headers: { 'content-type': type } }).formData()
    expect(form.get('alt')).toBe('Dünen')
    const cover = form.get('cover')
    expect(cover instanceof File && new Uint8Array(await cover.arrayBuffer())).toEqual(ALL_BYTES)
  })

  test('may quote its boundary', () => {
    const content = bytes('--a b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--a b--')
    expect(readMultipart(content, 'multipart/form-data; charset=utf-8; boundary="a b"')).toEqual({ x: '1' })
  })

  test('may have parts whose names mean something in JavaScript', () => {
    const content = bytes('--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--x--')
    const read = readMultipart(content, 'multipart/form-data; boundary=x')
    expect(Object.keys(read)).toEqual(['__proto__'])
  })

  test.each([
    ['no boundary is named', 'x', 'multipart/form-data', 'malformed-request'],
    ['there is nothing', '', 'multipart/form-data; boundary=x', 'malformed-request'],
    ['it ends too early', '--x\r\n', 'multipart/form-data; boundary=x', 'malformed-request'],
    [
      'a part comes twice',
      `${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(2)}--x--`,
      'multipart/form-data; boundary=x',
      'malformed-request',
    ],
    [
      'it has too many parts',
      `${Array.from({ length: 21 }, (_, i) => `--x\r\nContent-Disposition: form-data; name="${i}"\r\n\r\n\r\n`).join('')}--x--`,
      'multipart/form-data; boundary=x',
      'content-too-large',
    ],
  ] as const)('is refused when %s', (_, content, type, problem) => {
    const refusal = () => readMultipart(bytes(content), type)
    expect(refusal).toThrow(Problem)
    expect(refusal).toThrow(expect.objectContaining({ problem }))
  })

  test('whose text is not UTF-8 is refused', () => {
    const start = bytes('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n')
    const content = new Uint8Array([...start, 0xff, ...bytes('\r\n--x--')])
    expect(() => readMultipart(content, 'multipart/form-data; boundary=x')).toThrow(Problem)
  })
})

describe('an example', () => {
  test('of a form has its files as data URLs, and becomes the same form again', () => {
    const form = { isbn: '9780141439587', cover: file }
    const example = exampleInJson(form)
    expect(example).toEqual({ isbn: '9780141439587', cover: toDataUrl(file) })
    const { type, content } = writeExample('multipart/form-data', example)
    expect(typeof content === 'object' && readMultipart(content, type)).toEqual(form)
  })

  test.each([
    ['application/json', { a: [1] }, '{"a":[1]}'],
    ['application/x-www-form-urlencoded', { a: 'b c' }, 'a=b+c'],
    ['text/xml', '<a/>', '<a/>'],
    ['image/png', toDataUrl(file), ALL_BYTES],
    ['text/plain', toDataUrl(file), toDataUrl(file)],
  ])('of %s becomes content', (mediaType, example, content) => {
    expect(writeExample(mediaType, example)).toEqual({ type: mediaType, content })
  })
})

test('a text that is no base64 data URL holds no file', () => {
  for (const text of ['data:,hello', 'data:image/png;base64,*', 'data:image/png;base64,AAA', 'png'])
    expect(fromDataUrl(text)).toBeUndefined()
  expect(fromDataUrl('data:image/png;base64,AAAA')).toEqual({ type: 'image/png', bytes: new Uint8Array(3) })
})
