import { describe, expect, test } from 'vitest'
import { groundOf, linesOf, MAP, type MapPage, rowsOf, sizeOf } from './concept-map-layout.ts'

const page = (slug: string, part: string, ...after: string[]): MapPage => ({ slug, part, after, title: slug })
const pages = [
  page('first', 'Start'),
  page('methods', 'APIs', 'first'),
  page('statuses', 'APIs', 'methods'),
  page('sagas', 'Data', 'first', 'statuses'),
]

describe('the concept map', () => {
  test('has a row for each part, in reading order', () => {
    expect(rowsOf(pages).map(({ part, pages: own }) => [part, own.length])).toEqual([
      ['Start', 1],
      ['APIs', 2],
      ['Data', 1],
    ])
    expect(sizeOf(rowsOf(pages)).width).toBe(MAP.margin + 2 * (MAP.width + MAP.gapX))
  })
  test('has a line for each prerequisite that no other one implies, from below the one to above the other', () => {
    const lines = linesOf(rowsOf(pages))
    expect(lines.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'first methods',
      'methods statuses',
      'statuses sagas',
    ])
    const middle = MAP.margin + MAP.width / 2
    expect(lines[0]?.path).toMatch(
      new RegExp(`^M${middle} ${MAP.height}C.* ${middle} ${MAP.height + MAP.gapY}$`),
    )
  })
  test('knows what a page builds on, however far', () => {
    expect([...groundOf('sagas', pages)].sort()).toEqual(['first', 'methods', 'statuses'])
    expect(groundOf('first', pages).size).toBe(0)
  })
})
