import Link from 'next/link'
import { lookOf } from '#components/ui/service-look.ts'

/** What the first minute comes to: the statement, the choices there really are, and the system of the demo once more. */
export function Closing() {
  return (
    <section aria-labelledby="closing" className="sheet mt-20 sm:mt-28">
      <h2 id="closing" className="max-w-[24ch] text-3xl sm:text-4xl">
        You never choose between them. One is the joint, one is the construction.
      </h2>
      <p className="mt-5 max-w-[60ch] font-serif text-lg">
        REST is how you ask: the joint. Microservices are one way to build what answers: the construction.
        Your real choices are: REST or another style; a monolith or microservices. Any pair works.
      </p>
      <div className="mt-8 grid gap-x-6 sm:mt-10 lg:grid-cols-12">
        <figure className="lg:col-span-7">
          <JointAndConstruction />
        </figure>
        <div className="max-lg:mt-8 lg:col-span-5 lg:pl-6">
          <p className="font-serif text-md">
            <strong className="font-semibold">The joint decides</strong> what a client has to know: resources,
            methods, statuses. Whoever asks sees only that, so the answer stayed the same when everything
            behind it moved.
          </p>
          <p className="mt-4 font-serif text-md">
            <strong className="font-semibold">The construction decides</strong> which processes there are,
            what each one owns, and what still stands when one of them falls. So the hops changed, and so did
            the way it broke.
          </p>
          <p className="mt-4 font-serif text-md">
            Which do you need?{' '}
            <Link className="link" href="/learn/rest-api-vs-microservices/">
              Read which question each one answers
            </Link>
            , in five minutes.
          </p>
        </div>
      </div>
    </section>
  )
}

const BLOCK = { width: 104, height: 76 }

/** The blocks stand as they do in the demo. */
const STANDING = [
  { party: 'gateway', x: 216, y: 102 },
  { party: 'catalog', x: 375, y: 4 },
  { party: 'orders', x: 375, y: 102 },
  { party: 'inventory', x: 375, y: 200 },
  { party: 'payments', x: 534, y: 102 },
] as const

/** Gateway → orders → catalog, payments, inventory. */
const CALLS = 'M320 140H375M427 102V80M479 140H534M427 178V200'

const LETTERS = {
  fontSize: 20,
  fontWeight: 600,
  fontFamily: 'var(--font-instrument-sans), sans-serif',
} as const

function JointAndConstruction() {
  return (
    <>
      <svg
        viewBox="0 0 640 312"
        className="h-auto w-full"
        role="img"
        aria-labelledby="joint-title joint-words"
      >
        <title id="joint-title">The joint and the construction</title>
        <desc id="joint-words">
          The client’s counter plate has a dovetail notch. An amber dovetail fits it and leads to the gateway:
          that is REST, how you ask. Behind it stand the blocks of the demo: the gateway calls orders, and
          orders calls catalog, inventory and payments. That is the construction, here microservices: who does
          the work.
        </desc>
        <g fill="none" stroke="var(--outline)" strokeWidth="2" strokeLinejoin="round">
          <path d="M112 122V56H4V224H112V158L78 178V102Z" fill="var(--paper-raised)" strokeLinejoin="miter" />
          <path
            d="M80 106V174L113 154.500H216V125.500H113Z"
            fill="var(--glue)"
            stroke="var(--glue-edge)"
            strokeLinejoin="miter"
          />
          <path d={CALLS} stroke="var(--glue-edge)" strokeWidth="6" />
          <path d={CALLS} stroke="var(--glue)" strokeWidth="3.5" />
          {STANDING.map(({ party, x, y }) => (
            <rect key={party} x={x} y={y} {...BLOCK} rx="11" fill={lookOf(party).fill} />
          ))}
        </g>
        <text x="164" y="147" textAnchor="middle" fill="var(--on-fill-light)" {...LETTERS}>
          REST
        </text>
        {STANDING.map(({ party, x, y }) => {
          const { glyph, code, onFill } = lookOf(party)
          return (
            <g key={party} transform={`translate(${x + 20} ${y + 26})`}>
              <path
                d={glyph}
                fill="none"
                stroke={onFill}
                strokeWidth="1.75"
                strokeLinecap="round"
                strokeLinejoin="round"
              />
              <text x="32" y="19" fill={onFill} {...LETTERS}>
                {code}
              </text>
            </g>
          )
        })}
        <path
          fill="none"
          stroke="var(--ink-soft)"
          strokeWidth="1.25"
          d="M80 290v20M212 290v20M80 300H212M86 296l-5 4 5 4M206 296l5 4-5 4M218 290v20M638 290v20M218 300H638M224 296l-5 4 5 4M632 296l5 4-5 4"
        />
      </svg>
      <figcaption aria-hidden className="relative h-11 font-semibold text-sm leading-tight sm:text-base">
        <span className="absolute left-[22.8%] w-[34%] -translate-x-1/2 text-balance text-center">
          REST: how you ask
        </span>
        <span className="absolute left-[66.9%] w-[52%] -translate-x-1/2 text-balance text-center">
          microservices: who does the work
        </span>
      </figcaption>
    </>
  )
}
