import { expect, it } from 'vitest'
import { ankiCsv, cardsOf } from './cards.ts'
import { order, predict, select, single } from './make-question.ts'

const questions = [single, select, order, predict]

it('a card asks on its front and explains on its back', () => {
  for (const { front, back } of cardsOf(questions)) {
    expect(front).not.toBe('')
    expect(back).toMatch(/: /)
    expect(front + back).not.toMatch(/[`{}]/)
  }
  const [card] = cardsOf([single])
  expect(card?.front).toContain('– ')
})

it('fields with quotes, commas and line breaks survive', () => {
  const text = ankiCsv([{ ...single, stem: 'He said "no", twice' }])
  expect(text).toContain('"He said ""no"", twice\n')
  expect(text.split('\r\n').slice(0, 2)).toEqual(['#separator:Comma', '#html:false'])
  expect(text.endsWith('"\r\n')).toBe(true)
})
