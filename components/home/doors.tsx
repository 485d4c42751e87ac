import Link from 'next/link'

/** Where to go from here. */
export function Doors({ link }: { link: string }) {
  return (
    <nav aria-label="Go on" className="sheet mt-10">
      <ul className="grid border-[1.5px] border-ink md:grid-cols-2">
        <li className="max-md:border-b-[1.5px] border-ink md:border-r-[1.5px]">
          <Door href="/learn/rest-api-vs-microservices/" title="Understand it">
            Five minutes of reading: why the two are not alternatives, and which question each one answers.
          </Door>
        </li>
        <li>
          <Door href={`/sandbox/#run=${link}`} title="Open this run in the sandbox">
            The same request, with everything that it said and did: the wire, the trace, each service’s data.
          </Door>
        </li>
      </ul>
    </nav>
  )
}

function Door({ href, title, children }: { href: string; title: string; children: string }) {
  return (
    <Link
      href={href}
      className="group flex h-full items-center gap-5 bg-paper-raised p-5 hover:bg-glue-wash sm:p-7"
    >
      <span className="min-w-0 grow">
        <span className="block font-semibold font-serif text-xl group-hover:underline group-hover:decoration-2 group-hover:underline-offset-4">
          {title}
        </span>
        <span className="mt-1 block max-w-[52ch] text-ink-soft text-sm leading-relaxed">{children}</span>
      </span>
      <svg
        aria-hidden
        viewBox="0 0 40 24"
        className="h-6 w-10 shrink-0 fill-none stroke-current stroke-[1.5]"
      >
        <path d="M1 12h36M29 4l9 8-9 8" strokeLinejoin="round" />
      </svg>
    </Link>
  )
}
