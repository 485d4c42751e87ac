import fc from 'fast-check'
import { expect, it } from 'vitest'
import { spread } from './spread.ts'

const question = (id: string, page: string, contrast?: string) => ({
  id,
  page,
  difficulty: 'easy' as const,
  ...(contrast ? { contrast } : {}),
})

it('keeps neighbours from different pages apart wherever that can be done', () => {
  const pages = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
  fc.assert(
    fc.property(pages, (names) => {
      const asked = names.map((page, index) => question(`${index}`, page))
      const line = spread([], asked)
      expect(line.map(({ id }) => id).toSorted()).toEqual(asked.map(({ id }) => id).toSorted())
      const most = Math.max(0, ...names.map((page) => names.filter((other) => other === page).length))
      const neighbours = line.filter(({ page }, index) => index > 0 && line[index - 1]?.page === page)
      if (most * 2 <= names.length + 1) expect(neighbours).toEqual([])
    }),
  )
})

it('asks close together what is easily taken for each other', () => {
  const line = spread(
    [],
    [
      question('401', 'errors', 'who'),
      question('put', 'methods'),
      question('retry', 'failures'),
      question('403', 'security', 'who'),
    ],
  )
  expect(line.map(({ id }) => id)).toEqual(['401', '403', 'put', 'retry'])
})

it('leaves the order alone where nothing speaks against it', () => {
  const given = [question('1', 'a'), question('2', 'b'), question('3', 'c')]
  expect(spread([], given)).toEqual(given)
  expect(spread(given.slice(0, 1), given.slice(1))).toEqual(given)
})
