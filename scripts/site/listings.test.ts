import { expect, test } from 'vitest'
import { llmsText, robots, sitemap } from './listings.ts'

const pages = [
  { route: '/', title: 'Home', description: 'What it is.' },
  { route: '/learn/a/', title: 'A & [B] · Blocks & Glue', description: 'About A.' },
]

test('with an origin, addresses are absolute', () => {
  const place = { origin: 'https://example.org', basePath: '/blocks' }
  expect(sitemap(pages, place)).toContain('<loc>https://example.org/blocks/learn/a/</loc>')
  expect(robots(place)).toContain('Sitemap: https://example.org/blocks/sitemap.xml')
  expect(llmsText(pages, place)).toContain('- [A & B](https://example.org/blocks/learn/a/): About A.')
})

test('without one they start at the root, and what needs an origin is left out', () => {
  const place = { origin: undefined, basePath: '' }
  expect(sitemap(pages, place)).toContain('<loc>/learn/a/</loc>')
  expect(robots(place)).not.toContain('Sitemap')
  expect(llmsText(pages, place)).toBe(
    '# Blocks & Glue\n\n> What it is.\n\n- [Home](/): What it is.\n\n## Learn\n\n- [A & B](/learn/a/): About A.\n',
  )
})
