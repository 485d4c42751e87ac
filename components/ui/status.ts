/** The reason phrases of the statuses that the bookshop answers with (RFC 9110 §15, RFC 6585 §3–4). */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  303: 'See Other',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** The reason phrase of a status, or an empty string when we know none. */
export function reasonOf(status: number): string {
  return REASONS[status] ?? ''
}

/** The class of a status by its first digit (RFC 9110 §15): who has something to do next. */
export type StatusClass = 'informational' | 'successful' | 'redirection' | 'client-error' | 'server-error'

/** Sorts a status into its class; a client treats an unknown one as the x00 of its class. */
export function statusClassOf(status: number): StatusClass {
  if (status < 200) return 'informational'
  if (status < 300) return 'successful'
  if (status < 400) return 'redirection'
  return status < 500 ? 'client-error' : 'server-error'
}
