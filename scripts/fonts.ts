/**
 * Cuts the site's three typefaces (all under the SIL Open Font License) down to what the site writes with,
 * into app/fonts. Run it after changing a font package or the character set: `node scripts/fonts.ts`.
 */
import { readFile, writeFile } from 'node:fs/promises'
import subsetFont from 'subset-font'

const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 0x20 + i))
/** Western European letters, so that names in the bookshop's data keep their accents. */
const LETTERS = 'ÄÅÇÉÖØÜàáâãäåæçèéêëìíîïñòóôõöøùúûüýß'
/** What the Latin cuts have of what the site writes; arrows to the side and ticks come from the system's own font. */
const PUNCTUATION = '\u00a0–—‘’“”…·•×÷−±°§©µ¼½¾²³€£↑↓'

interface Cut {
  from: string
  to: string
  text: string
  weights: { min: number; max: number }
  features: string[]
}

const files = 'node_modules/@fontsource-variable'
const cuts: Cut[] = [
  {
    from: `${files}/literata/files/literata-latin-wght-normal.woff2`,
    to: 'literata.woff2',
    text: ASCII + LETTERS + PUNCTUATION,
    weights: { min: 400, max: 700 },
    features: ['kern', 'mark', 'lnum', 'tnum'],
  },
  {
    from: `${files}/literata/files/literata-latin-wght-italic.woff2`,
    to: 'literata-italic.woff2',
    text: ASCII + LETTERS + PUNCTUATION,
    weights: { min: 400, max: 600 },
    features: ['kern', 'mark'],
  },
  {
    from: `${files}/instrument-sans/files/instrument-sans-latin-wght-normal.woff2`,
    to: 'instrument-sans.woff2',
    text: ASCII + LETTERS + PUNCTUATION,
    weights: { min: 400, max: 600 },
    features: ['kern', 'mark', 'tnum', 'lnum'],
  },
  {
    from: `${files}/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2`,
    to: 'jetbrains-mono.woff2',
    text: ASCII + PUNCTUATION,
    weights: { min: 400, max: 600 },
    // Without `calt`: in a wire view `->` must stay the two bytes that it is.
    features: ['mark'],
  },
]

for (const { from, to, text, weights, features } of cuts) {
  const subset = await subsetFont(await readFile(from), text, {
    targetFormat: 'woff2',
    variationAxes: { wght: weights },
    keepFeatures: features,
    noHinting: true,
  })
  await writeFile(`app/fonts/${to}`, subset)
  console.log(`${to}: ${(subset.length / 1000).toFixed(1)} kB`)
}
