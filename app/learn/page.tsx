import type { Metadata } from 'next'
import Link from 'next/link'
import { Fragment } from 'react'
import { buttonLook } from '#components/ui/button.tsx'
import { loadConcepts } from '#content/load.ts'
import styles from './page.module.css'

export const metadata: Metadata = {
  title: 'Learn',
  description:
    'Short pages about REST APIs and microservices. Each makes a claim, asks what you expect, and runs it on a bookshop in your browser.',
  alternates: process.env.SITE_URL ? { canonical: '/learn/' } : {},
}

/** The pages that exist, in reading order, and what reading them is like. */
export default function LearnPage() {
  const concepts = loadConcepts()
  return (
    <div className={`sheet sheet-grid ${styles.page}`}>
      <div className={styles.main}>
        <h1>Learn</h1>
        <p className={styles.lead}>
          An API contract and the architecture behind it are two independent choices. Everything here follows
          from that sentence, and none of it asks you to believe it.
        </p>
        <ol className={styles.pages}>
          {concepts.map(({ slug, title, objective, summary, minutes, learn, after }) => (
            <li key={slug} className={styles.entry}>
              <p className="legend">{minutes} minutes</p>
              <h2>
                <Link href={`/learn/${slug}/`}>{title}</Link>
              </h2>
              <p className={styles.summary}>{summary}</p>
              <h3 className="legend">After it you can</h3>
              <p>{objective}</p>
              <h3 className="legend">You will learn</h3>
              <ul>
                {learn.map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ul>
              {after.length > 0 && (
                <p>
                  Read first:{' '}
                  {after.map((before, index) => (
                    <Fragment key={before}>
                      {index > 0 && ', '}
                      <Link className="link" href={`/learn/${before}/`}>
                        {concepts.find((concept) => concept.slug === before)?.title}
                      </Link>
                    </Fragment>
                  ))}
                </p>
              )}
              <Link href={`/learn/${slug}/`} className={buttonLook('glue')}>
                Read it
              </Link>
            </li>
          ))}
        </ol>
      </div>
      <aside className={styles.how} aria-labelledby="how">
        <h2 id="how">How a page works</h2>
        <dl>
          <dt>You predict</dt>
          <dd>
            Before something runs, you are asked what will happen. You may skip that; predicting helps you
            remember.
          </dd>
          <dt>It runs</dt>
          <dd>
            A small bookshop, made of real HTTP services, lives in your browser. Numbers on the page come from
            its runs.
          </dd>
          <dt>Mistakes are named</dt>
          <dd>Common beliefs are quoted, and refuted by the mechanism that breaks them.</dd>
          <dt>You are asked again</dt>
          <dd>
            The{' '}
            <Link className="link" href="/quiz/">
              quiz
            </Link>{' '}
            gives a reason for every option, also the wrong ones.
          </dd>
        </dl>
        <p className={styles.offline}>Every page can be read in full without JavaScript, and printed.</p>
      </aside>
    </div>
  )
}
