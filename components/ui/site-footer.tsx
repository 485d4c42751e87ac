import Link from 'next/link'
import { EvidenceBadge } from './evidence-badge.tsx'

/** The foot of every page, drawn as the title block of a drawing: what this is, and how to read its marks. */
export function SiteFooter() {
  return (
    <footer className="mt-auto pt-16 sm:pt-24">
      <div className="sheet pb-10">
        <div className="grid border-[1.5px] border-ink text-sm leading-relaxed md:grid-cols-[1.25fr_1fr_auto]">
          <div className="p-4 sm:p-5">
            <p className="font-serif text-lg font-semibold">Blocks &amp; Glue</p>
            <p className="mt-1 max-w-[46ch] text-ink-soft">
              REST APIs and microservices, explained by a bookshop of real services. It runs in your browser:
              no account, and nothing that you send leaves this page.
            </p>
          </div>
          <dl className="grid grid-cols-[auto_1fr] content-start gap-x-4 gap-y-2 border-hairline-strong p-4 max-md:border-t sm:p-5 md:border-l">
            <dt>
              <EvidenceBadge kind="observed" />
            </dt>
            <dd className="text-ink-soft">counted in requests that really ran</dd>
            <dt>
              <EvidenceBadge kind="modelled" />
            </dt>
            <dd className="text-ink-soft">a time with latency that we injected</dd>
            <dt>
              <EvidenceBadge kind="cited" />
            </dt>
            <dd className="text-ink-soft">cannot be shown here; the source is linked</dd>
          </dl>
          <nav
            aria-label="All pages"
            className="border-hairline-strong p-4 max-md:border-t sm:p-5 md:border-l"
          >
            <ul className="flex flex-wrap gap-x-5 md:flex-col">
              {[
                ['/', 'Home'],
                ['/learn/', 'Learn'],
                ['/sandbox/', 'Sandbox'],
                ['/quiz/', 'Quiz'],
                ['/glossary/', 'Glossary'],
              ].map(([href, label]) => (
                <li key={href}>
                  <Link
                    href={href ?? '/'}
                    className="inline-flex min-h-8 items-center underline decoration-hairline-strong underline-offset-4 hover:decoration-ink"
                  >
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </div>
    </footer>
  )
}
