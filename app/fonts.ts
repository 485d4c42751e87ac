import localFont from 'next/font/local'

/** Prose and headings. Preloaded. */
export const literata = localFont({
  src: './fonts/literata.woff2',
  weight: '400 700',
  style: 'normal',
  variable: '--font-literata',
  adjustFontFallback: 'Times New Roman',
  fallback: ['Georgia', 'serif'],
})

/** Emphasis in prose. Fetched when a page shows some: a slanted upright is no italic. */
export const literataItalic = localFont({
  src: './fonts/literata-italic.woff2',
  weight: '400 700',
  style: 'italic',
  variable: '--font-literata-italic',
  preload: false,
  adjustFontFallback: 'Times New Roman',
  fallback: ['Georgia', 'serif'],
})

/** The interface. Preloaded. */
export const instrumentSans = localFont({
  src: './fonts/instrument-sans.woff2',
  weight: '400 600',
  style: 'normal',
  variable: '--font-instrument-sans',
  adjustFontFallback: 'Arial',
  fallback: ['system-ui', 'sans-serif'],
})

/** The wire. Fetched when a page shows some. */
export const jetBrainsMono = localFont({
  src: './fonts/jetbrains-mono.woff2',
  weight: '400 600',
  style: 'normal',
  variable: '--font-jetbrains-mono',
  preload: false,
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'Menlo', 'Consolas', 'monospace'],
})
