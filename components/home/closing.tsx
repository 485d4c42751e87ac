import { lookOf } from '#components/ui/service-look.ts'

/** What the first minute comes to: the statement, and the two things drawn side by side in one piece. */
export function Closing() {
  return (
    <section aria-labelledby="closing" className="sheet mt-20 sm:mt-28">
      <h2 id="closing" className="max-w-[24ch] text-3xl sm:text-4xl">
        You never choose between them. One is the joint, one is the construction.
      </h2>
      <div className="mt-8 grid gap-x-6 sm:mt-10 lg:grid-cols-12">
        <figure className="lg:col-span-7">
          <JointAndConstruction />
        </figure>
        <div className="max-lg:mt-8 lg:col-span-5 lg:pl-6">
          <p className="font-serif text-md">
            <strong className="font-semibold">REST is how you ask.</strong> It shapes the joint: resources,
            methods, statuses. Whoever asks sees only that, so the answer stayed the same when everything
            behind it moved.
          </p>
          <p className="mt-4 font-serif text-md">
            <strong className="font-semibold">Microservices are who does the work.</strong> They shape the
            construction: which processes there are, what each one owns, and what still stands when one of
            them falls. So the hops changed, and so did the way it broke.
          </p>
        </div>
      </div>
    </section>
  )
}

/** The blocks of the closing drawing: two stand apart, two touch. */
const STANDING = [
  {
    party: 'gateway',
    x: 250,
    y: 60,
    outline: 'M262 60h86a12 12 0 0 1 12 12v66a12 12 0 0 1-12 12h-86a12 12 0 0 1-12-12V72a12 12 0 0 1 12-12Z',
  },
  {
    party: 'catalog',
    x: 400,
    y: 20,
    outline: 'M412 20h66a12 12 0 0 1 12 12v52a12 12 0 0 1-12 12h-66a12 12 0 0 1-12-12V32a12 12 0 0 1 12-12Z',
  },
  {
    party: 'orders',
    x: 400,
    y: 114,
    outline:
      'M412 114h66a12 12 0 0 1 12 12v52a12 12 0 0 1-12 12h-66a12 12 0 0 1-12-12v-52a12 12 0 0 1 12-12Z',
  },
  { party: 'inventory', x: 530, y: 29, outline: 'M542 20h66a12 12 0 0 1 12 12v73H530V32a12 12 0 0 1 12-12Z' },
  { party: 'payments', x: 530, y: 114, outline: 'M530 105h90v73a12 12 0 0 1-12 12h-66a12 12 0 0 1-12-12Z' },
] as const

function JointAndConstruction() {
  return (
    <>
      <svg
        viewBox="0 0 640 242"
        className="h-auto w-full"
        role="img"
        aria-labelledby="joint-title joint-words"
      >
        <title id="joint-title">The joint and the construction</title>
        <desc id="joint-words">
          A counter plate with a dovetail notch. An amber dovetail fits it: that is REST, how you ask. Behind
          it stand blocks, some apart, some touching: that is the construction, who does the work.
        </desc>
        <g fill="none" stroke="var(--outline)" strokeWidth="2" strokeLinejoin="round">
          <path d="M150 86V20H20V190H150V124L114 146V64Z" fill="var(--paper-raised)" strokeLinejoin="miter" />
          <path
            d="M116 68V142L151 120.500H250V89.500H151Z"
            fill="var(--glue)"
            stroke="var(--glue-edge)"
            strokeLinejoin="miter"
          />
          <g stroke="var(--glue-edge)" strokeWidth="6">
            <path d="M360 92c20 0 18-34 40-34M360 118c20 0 18 34 40 34M490 152h40" />
          </g>
          <g stroke="var(--glue)" strokeWidth="3.5">
            <path d="M360 92c20 0 18-34 40-34M360 118c20 0 18 34 40 34M490 152h40" />
          </g>
          {STANDING.map(({ party, outline }) => (
            <path key={party} d={outline} fill={lookOf(party).fill} />
          ))}
        </g>
        {STANDING.map(({ party, x, y }) => {
          const { glyph, code, onFill } = lookOf(party)
          return (
            <g
              key={party}
              transform={`translate(${x + (party === 'gateway' ? 26 : 16)} ${y + (party === 'gateway' ? 33 : 26)})`}
            >
              <path
                d={glyph}
                fill="none"
                stroke={onFill}
                strokeWidth="1.75"
                strokeLinecap="round"
                strokeLinejoin="round"
              />
              <text
                x="30"
                y="19"
                fill={onFill}
                fontSize="20"
                fontWeight="600"
                fontFamily="var(--font-instrument-sans), sans-serif"
              >
                {code}
              </text>
            </g>
          )
        })}
        <g fill="none" stroke="var(--ink-soft)" strokeWidth="1.25">
          <path d="M114 208v28M250 208v28M114 222H250M120 218l-5 4 5 4M244 218l5 4-5 4" />
          <path d="M620 208v28M256 208v28M256 222H620M262 218l-5 4 5 4M614 218l5 4-5 4" />
        </g>
      </svg>
      <figcaption aria-hidden className="relative h-7 font-semibold text-sm sm:text-base">
        <span className="-translate-x-1/2 absolute left-[28.4%] whitespace-nowrap">how you ask</span>
        <span className="-translate-x-1/2 absolute left-[68.4%] whitespace-nowrap">who does the work</span>
      </figcaption>
    </>
  )
}
