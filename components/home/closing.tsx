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

function JointAndConstruction() {
  return (
    <svg viewBox="0 0 640 270" className="h-auto w-full" role="img" aria-labelledby="joint-title joint-words">
      <title id="joint-title">The joint and the construction</title>
      <desc id="joint-words">
        A counter plate with a dovetail notch. An amber dovetail fits it: that is REST, how you ask. Behind it
        stand blocks, some apart, some touching: that is the construction, who does the work.
      </desc>
      <g fill="none" stroke="var(--outline)" strokeWidth="2" strokeLinejoin="round">
        <path d="M150 70V20H20V190H150V140L112 164V46Z" fill="var(--paper-raised)" strokeLinejoin="miter" />
        <path
          d="M120 58V152L158 129H250V81H158Z"
          fill="var(--glue)"
          stroke="var(--glue-edge)"
          strokeLinejoin="miter"
        />
        <rect x="250" y="60" width="110" height="90" rx="12" fill="var(--svc-gateway)" />
        <rect x="400" y="20" width="90" height="76" rx="12" fill="var(--svc-catalog)" />
        <rect x="400" y="114" width="90" height="76" rx="12" fill="var(--svc-orders)" />
        <path d="M542 20h66a12 12 0 0 1 12 12v64H530V32a12 12 0 0 1 12-12Z" fill="var(--svc-inventory)" />
        <path d="M530 96h90v82a12 12 0 0 1-12 12h-66a12 12 0 0 1-12-12Z" fill="var(--svc-payments)" />
        <g stroke="var(--glue-edge)" strokeWidth="6">
          <path d="M360 92c20 0 18-34 40-34M360 118c20 0 18 34 40 34M490 152h40" />
        </g>
        <g stroke="var(--glue)" strokeWidth="3.5">
          <path d="M360 92c20 0 18-34 40-34M360 118c20 0 18 34 40 34M490 152h40" />
        </g>
      </g>
      <g fill="none" stroke="var(--ink-soft)" strokeWidth="1.25">
        <path d="M112 208v26M250 208v26M112 222H250M118 218l-5 4 5 4M244 218l5 4-5 4" />
        <path d="M620 208v26M256 208v26M256 222H620M262 218l-5 4 5 4M614 218l5 4-5 4" />
      </g>
      <g
        fill="var(--ink)"
        fontFamily="var(--font-instrument-sans), sans-serif"
        fontSize="17"
        fontWeight="600"
        textAnchor="middle"
      >
        <text x="181" y="258">
          how you ask
        </text>
        <text x="438" y="258">
          who does the work
        </text>
      </g>
    </svg>
  )
}
