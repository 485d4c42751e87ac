import { expect, test } from 'vitest'
import { readDiagram, readDrawing } from './diagram.ts'

const SOURCE = 'flowchart TB\n  accTitle: A title\n  accDescr: What it shows.\n  a --> b\n'

test('a diagram names and describes itself', () => {
  expect(readDiagram('content/diagrams/some-thing.mmd', SOURCE)).toMatchObject({
    id: 'some-thing',
    title: 'A title',
    description: 'What it shows.',
  })
})

test('a diagram without a title, a description or a proper name is refused', () => {
  expect(() => readDiagram('d/x.mmd', SOURCE.replace(/accTitle.*/, ''))).toThrow(/d\/x\.mmd: no accTitle/)
  expect(() => readDiagram('d/x.mmd', SOURCE.replace(/accDescr.*/, ''))).toThrow(/d\/x\.mmd: no accDescr/)
  expect(() => readDiagram('d/Some_Thing.mmd', SOURCE)).toThrow(/lowercase words/)
})

test('a drawing has the size that it was drawn at', () => {
  const diagram = readDiagram('d/x.mmd', SOURCE)
  expect(readDrawing(diagram, '<svg viewBox="4 4 494.328 382.5">')).toMatchObject({ width: 494, height: 383 })
  expect(() => readDrawing(diagram, '<svg>')).toThrow(/no viewBox/)
})
