/** Where progress is kept in the browser's storage. */
export const PROGRESS_KEY = 'blocks-and-glue:progress'
