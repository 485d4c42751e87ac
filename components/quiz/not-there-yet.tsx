import { Button } from '#components/ui/button.tsx'

/** Instead of a question that has not been loaded: that it is on its way, or what to do when it does not come. */
export function NotThereYet({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  return (
    <div role="status" className="max-w-[46rem] border-ink border-l-4 px-4 py-3">
      {failed ? (
        <>
          <p>
            The questions could not be loaded. Nothing of what you answered is lost: look whether you are
            online, and try again.
          </p>
          <Button size="sm" className="mt-3" onClick={onRetry}>
            Try again
          </Button>
        </>
      ) : (
        <p>The questions are on their way …</p>
      )}
    </div>
  )
}
