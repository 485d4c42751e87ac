import type { Source } from '#content/schema/concept.ts'
import styles from './sources.module.css'

const CHECKED = {
  text: 'Checked against the text.',
  copy: 'Checked against a copy of the passage, not at its own address.',
  no: 'Not checked: the text could not be read.',
} as const satisfies Record<Source['checked'], string>

/** The works a page relies on or answers, numbered as `<Cite>` numbers them, with how far each was checked. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  return (
    <ol className={styles.list}>
      {sources.map(({ id, title, author, site, url, place, read, checked }) => (
        <li key={id} id={`source-${id}`} className={styles.item}>
          {author}, {url ? <a href={url}>{title}</a> : <cite>{title}</cite>}
          {site ? `, ${site}` : ''}. {place}.{' '}
          <span className={styles.checked}>
            Read <time dateTime={read}>{read}</time>. {CHECKED[checked]}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** A reference mark in the prose that leads to its entry in the list of sources. */
export function Cite({ id, number, title }: { id: string; number: number; title: string }) {
  return (
    <sup className={styles.cite}>
      <a href={`#source-${id}`} aria-label={`Source ${number}: ${title}`}>
        {number}
      </a>
    </sup>
  )
}
