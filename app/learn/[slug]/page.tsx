import type { Metadata } from 'next'
import Link from 'next/link'
import { Contents } from '#components/reading/contents.tsx'
import { Objective } from '#components/reading/objective.tsx'
import { Onward } from '#components/reading/onward.tsx'
import { Prose } from '#components/reading/prose.tsx'
import { Cite, Sources } from '#components/reading/sources.tsx'
import { loadConcept, loadConcepts } from '#content/load.ts'
import { QUESTIONS } from '#content/questions/bank.ts'
import { AFTER_A_PAGE } from '#learner/review/page-round.ts'
import styles from './page.module.css'

interface Props {
  params: Promise<{ slug: string }>
}

export const dynamicParams = false

/** One page for each file in content/concepts. */
export function generateStaticParams() {
  return loadConcepts().map(({ slug }) => ({ slug }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, summary, slug } = loadConcept((await params).slug)
  return {
    title,
    description: summary,
    openGraph: { type: 'article', title, description: summary },
    alternates: process.env.SITE_URL ? { canonical: `/learn/${slug}/` } : {},
  }
}

/** A concept page. */
export default async function ConceptPage({ params }: Props) {
  const { slug } = await params
  const concepts = loadConcepts()
  const at = concepts.findIndex((concept) => concept.slug === slug)
  const concept = loadConcept(slug)
  const { default: Body } = await import(`../../../content/concepts/${slug}.mdx`)
  const cite = ({ id }: { id: string }) => {
    const index = concept.sources.findIndex((source) => source.id === id)
    return <Cite id={id} number={index + 1} title={concept.sources[index]?.title ?? id} />
  }
  const asked = QUESTIONS.filter(({ page }) => page === slug).length
  const repository = process.env.REPOSITORY_URL
  const headings = [...concept.headings, { id: 'recap', text: 'Recap' }, { id: 'sources', text: 'Sources' }]

  return (
    <article className={`sheet sheet-grid ${styles.page}`}>
      <header className={styles.head}>
        <p className="legend">
          <Link href="/learn/" className="link">
            Learn
          </Link>{' '}
          · {concept.part} · {concept.minutes} minutes
        </p>
        <h1>{concept.title}</h1>
        <Objective concept={concept} />
      </header>
      <div className={styles.contents}>
        <Contents slug={slug} headings={headings} />
      </div>
      <div className={styles.body}>
        <Prose>
          <Body components={{ Cite: cite }} />
        </Prose>
        <Onward slug={slug} asks={Math.min(asked, AFTER_A_PAGE)} />
        <section aria-labelledby="sources" className={styles.sources}>
          <h2 id="sources">Sources</h2>
          <Sources sources={concept.sources} />
        </section>
        <PageLinks previous={concepts[at - 1]} next={concepts[at + 1]} />
        {repository && (
          <p className={styles.edit}>
            <a className="link" href={`${repository}/edit/main/${concept.file}`}>
              Edit this page
            </a>
          </p>
        )}
      </div>
    </article>
  )
}

function PageLinks({
  previous,
  next,
}: Record<'previous' | 'next', { slug: string; title: string } | undefined>) {
  if (!previous && !next) return null
  return (
    <nav aria-label="Pages before and after" className={styles.neighbours}>
      {previous && (
        <Link href={`/learn/${previous.slug}/`} rel="prev">
          <span className="legend">Before this</span> {previous.title}
        </Link>
      )}
      {next && (
        <Link href={`/learn/${next.slug}/`} rel="next">
          <span className="legend">Next</span> {next.title}
        </Link>
      )}
    </nav>
  )
}
