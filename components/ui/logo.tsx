/** The mark: the counter plate with its notch, one amber joint in it, two blocks behind. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 44 32"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      <path d="M15 12.5 V3 H3 V29 H15 V19.5 L9 23 V9 Z" fill="var(--paper-raised)" strokeLinejoin="miter" />
      <path
        d="M9.7 10.2 V21.8 L15.3 18.6 H22 V13.4 H15.3 Z"
        fill="var(--glue)"
        stroke="var(--glue-edge)"
        strokeWidth="1"
      />
      <rect x="22" y="5" width="19" height="11" rx="3" fill="var(--svc-catalog)" />
      <rect x="22" y="16" width="19" height="11" rx="3" fill="var(--svc-orders)" />
    </svg>
  )
}
