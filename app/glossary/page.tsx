import type { Metadata } from 'next'
import Link from 'next/link'
import { GLOSSARY, type GlossaryEntry } from '#content/glossary.ts'
import { loadConcepts } from '#content/load.ts'
import { loadPanel } from '#content/panels/read.ts'
import styles from './page.module.css'

export const metadata: Metadata = {
  title: 'Glossary',
  description:
    'The words of REST APIs and microservices in a sentence or two each, with the page that explains them and the place where they run.',
  alternates: process.env.SITE_URL ? { canonical: '/glossary/' } : {},
}

interface Place {
  readonly href: string
  readonly text: string
}

/** Every term of the course in alphabetical order: what it means, which pages use it, and where it can be seen to run. */
export default async function GlossaryPage() {
  const concepts = loadConcepts()
  const entries: [string, GlossaryEntry][] = Object.entries(GLOSSARY)
  const terms = await Promise.all(
    entries
      .toSorted(([, a], [, b]) => a.term.localeCompare(b.term, 'en'))
      .map(async ([id, { term, definition }]) => {
        const pages = concepts.filter(({ uses }) => uses.Term?.includes(id))
        const runs = await Promise.all(
          pages.flatMap(({ slug, panels }) =>
            panels.map(async (panel): Promise<Place> => {
              const { title } = await loadPanel(panel)
              return { href: `/learn/${slug}/#panel-${panel}`, text: title }
            }),
          ),
        )
        return {
          id,
          term,
          definition,
          pages: pages.map(({ slug, title }): Place => ({ href: `/learn/${slug}/`, text: title })),
          runs,
        }
      }),
  )
  return (
    <div className={`sheet ${styles.page}`}>
      <h1>Glossary</h1>
      <p className={styles.lead}>
        {terms.length} words, as the field uses them. Each leads to where it is explained and to where it
        runs.
      </p>
      <dl>
        {terms.map(({ id, term, definition, pages, runs }) => (
          <div key={id} id={id} className={styles.entry}>
            <dt>
              <dfn>{term}</dfn>
            </dt>
            <dd>{definition}</dd>
            <dd className={styles.places}>
              <Places label="Explained in" links={pages} />
              {runs.length > 0 && <Places label="Runs in" links={runs} />}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Places({ label, links }: { label: string; links: readonly Place[] }) {
  return (
    <p>
      {label}:{' '}
      {links.map(({ href, text }, at) => (
        <span key={href}>
          {at > 0 && ', '}
          <Link className="link" href={href} prefetch={false}>
            {text}
          </Link>
        </span>
      ))}
    </p>
  )
}
