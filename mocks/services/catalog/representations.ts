import { csvOf } from '../../http/csv.ts'
import { preferred, preferredLanguage } from '../../http/negotiation.ts'
import type { Page } from '../../http/pagination.ts'
import { type Book, BookField, LIST_TYPES } from './schema.ts'

/** A list of books in one of its representations, and the fields that describe it (RFC 9110 §8, §12.5.5). */
export interface Representation {
  readonly content: string
  readonly fields: Readonly<Record<string, string>>
}

const [JSON_TYPE, CSV_TYPE, HTML_TYPE] = LIST_TYPES

/**
 * Writes a page of books as its reader prefers it: JSON for programs, a table for spreadsheets, a document for people, in
 * their language. `asJson` is what JSON shows. `Vary` names what decided, so that no cache takes one for the other.
 */
export function represent(
  { headers }: Request,
  { items }: Page<Partial<Book>>,
  asJson: unknown,
): Representation {
  const type = preferred(headers.get('accept'), LIST_TYPES) ?? JSON_TYPE
  if (type === CSV_TYPE) return { content: tableOf(items), fields: { 'content-type': type, vary: 'Accept' } }
  if (type === HTML_TYPE) {
    const language = preferredLanguage(headers.get('accept-language'), ['en', 'de'])
    return {
      content: documentOf(items, language),
      fields: { 'content-type': type, 'content-language': language, vary: 'Accept, Accept-Language' },
    }
  }
  return { content: JSON.stringify(asJson), fields: { 'content-type': type, vary: 'Accept' } }
}

/** The columns of a list: those that its books have. */
function columnsOf(items: readonly Partial<Book>[]): readonly BookField[] {
  const [first] = items
  return first ? BookField.options.filter((name) => Object.hasOwn(first, name)) : BookField.options
}

function tableOf(items: readonly Partial<Book>[]): string {
  const columns = columnsOf(items)
  return csvOf([
    columns.flatMap((name) => (name === 'price' ? ['priceAmount', 'priceCurrency'] : [name])),
    ...items.map((book) =>
      columns.flatMap((name) => {
        if (name === 'price') return [`${book.price?.amount ?? ''}`, book.price?.currency ?? '']
        return [textOf(book[name])]
      }),
    ),
  ])
}

type Language = 'en' | 'de'

const WORDS: Readonly<Record<Language, Readonly<Record<BookField | 'books', string>>>> = {
  en: {
    books: 'Books',
    isbn: 'ISBN',
    title: 'Title',
    authors: 'By',
    year: 'Year',
    pages: 'Pages',
    subjects: 'Subjects',
    price: 'Price',
  },
  de: {
    books: 'Bücher',
    isbn: 'ISBN',
    title: 'Titel',
    authors: 'Von',
    year: 'Jahr',
    pages: 'Seiten',
    subjects: 'Themen',
    price: 'Preis',
  },
}

function documentOf(items: readonly Partial<Book>[], language: Language): string {
  const words = WORDS[language]
  const columns = columnsOf(items)
  const row = (tag: 'th' | 'td', cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  const rows = items.map((book) =>
    row(
      'td',
      columns.map((name) => (name === 'price' ? priceOf(book.price, language) : textOf(book[name]))),
    ),
  )
  return [
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${words.books}</title>`,
    `<h1>${words.books}</h1><table>`,
    row(
      'th',
      columns.map((name) => words[name]),
    ),
    ...rows,
    '</table></html>',
  ].join('\n')
}

function textOf(value: string | number | readonly string[] | undefined): string {
  return Array.isArray(value) ? value.join('; ') : `${value ?? ''}`
}

/** Written by hand: what `Intl` makes of it differs between engines, and a run must not. */
function priceOf(price: Book['price'] | undefined, language: Language): string {
  if (!price) return ''
  const amount = (price.amount / 100).toFixed(2)
  return language === 'de' ? `${amount.replace('.', ',')} ${price.currency}` : `${price.currency} ${amount}`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
}
