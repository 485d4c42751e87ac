import type { Metadata } from 'next'
import Link from 'next/link'
import { ConceptMap } from '#components/quiz/concept-map.tsx'
import { ContinueReading, ReadMark } from '#components/reading/reading-marks.tsx'
import { ESSENTIALS } from '#content/essentials.ts'
import { loadConcepts } from '#content/load.ts'
import styles from './page.module.css'

export const metadata: Metadata = {
  title: 'Learn',
  description:
    'Short pages about REST APIs and microservices. Each makes a claim, asks what you expect, and runs it on a bookshop in your browser.',
  alternates: process.env.SITE_URL ? { canonical: '/learn/' } : {},
}

/** Where reading begins: the essentials, everything else by part, and what builds on what. */
export default function LearnPage() {
  const concepts = loadConcepts()
  const essentials = concepts.filter(({ number }) => ESSENTIALS.includes(number))
  const deeper = Map.groupBy(
    concepts.filter(({ number }) => !ESSENTIALS.includes(number)),
    ({ part }) => part,
  )
  const minutes = (pages: readonly { minutes: number }[]) =>
    pages.reduce((sum, page) => sum + page.minutes, 0)
  return (
    <div className={`sheet ${styles.page}`}>
      <header className={styles.head}>
        <h1>Learn</h1>
        <p className={styles.lead}>
          An API contract and the architecture behind it are two independent choices. Everything here follows
          from that sentence, and none of it asks you to believe it.
        </p>
        <div className="needs-js">
          <ContinueReading
            pages={[...essentials, ...[...deeper.values()].flat()].map(({ slug, title }) => ({
              slug,
              title,
            }))}
          />
        </div>
      </header>

      <section aria-labelledby="essentials" className={styles.essentials}>
        <h2 id="essentials">Essentials</h2>
        <p className={styles.about}>
          What is the difference, and which do you need? {essentials.length} pages, about{' '}
          {minutes(essentials)} minutes.
        </p>
        <ol className={styles.steps}>
          {essentials.map((page, at) => (
            <li key={page.slug} className={styles.step}>
              <span aria-hidden className={styles.number}>
                {at + 1}
              </span>
              <div>
                <h3>
                  <Link href={`/learn/${page.slug}/`}>{page.title}</Link> <ReadMark slug={page.slug} />
                </h3>
                <p className={styles.summary}>{page.summary}</p>
                <p className="legend">{page.minutes} minutes</p>
              </div>
            </li>
          ))}
        </ol>
      </section>

      {deeper.size > 0 && (
        <section aria-labelledby="deeper" className={styles.deeper}>
          <h2 id="deeper">Go deeper</h2>
          {[...deeper].map(([part, pages]) => (
            <details key={part} className={styles.part}>
              <summary>
                <h3>{part}</h3>
                <span className="legend">
                  {pages.length === 1 ? '1 page' : `${pages.length} pages`}, {minutes(pages)} minutes
                </span>
              </summary>
              <ul>
                {pages.map((page) => (
                  <li key={page.slug}>
                    <h4>
                      <Link href={`/learn/${page.slug}/`} prefetch={false}>
                        {page.title}
                      </Link>{' '}
                      <ReadMark slug={page.slug} />
                    </h4>
                    <p className={styles.summary}>{page.summary}</p>
                    <p className="legend">{page.minutes} minutes</p>
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </section>
      )}

      <section aria-labelledby="map" className={styles.map}>
        <h2 id="map">What builds on what</h2>
        <p className={styles.about}>
          Nothing is locked: a line says what helps to have read before. What you have answered in the{' '}
          <Link className="link" href="/quiz/">
            quiz
          </Link>{' '}
          shows here how well it sits.
        </p>
        <ConceptMap pages={concepts.map(({ slug, title, part, after }) => ({ slug, title, part, after }))} />
      </section>

      <section className={styles.how} aria-labelledby="how">
        <h2 id="how">How a page works</h2>
        <dl>
          <div>
            <dt>You predict</dt>
            <dd>
              Before something runs, you are asked what will happen. You may skip that; predicting helps you
              remember.
            </dd>
          </div>
          <div>
            <dt>It runs</dt>
            <dd>
              A small bookshop, made of real HTTP services, lives in your browser. Numbers on the page come
              from its runs.
            </dd>
          </div>
          <div>
            <dt>Mistakes are named</dt>
            <dd>Common beliefs are quoted, and refuted by the mechanism that breaks them.</dd>
          </div>
          <div>
            <dt>You are asked again</dt>
            <dd>The quiz gives a reason for every option, also the wrong ones.</dd>
          </div>
        </dl>
        <p className={styles.offline}>
          Every page can be read in full without JavaScript, and printed. Words are explained where they first
          stand, and all of them in the{' '}
          <Link className="link" href="/glossary/">
            glossary
          </Link>
          .
        </p>
      </section>
    </div>
  )
}
