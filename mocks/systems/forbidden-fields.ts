const FORBIDDEN = new Set(
  (
    'accept-charset accept-encoding access-control-request-headers access-control-request-method connection ' +
    'content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer ' +
    'transfer-encoding upgrade via'
  ).split(' '),
)

/** Whether a field is the browser's own, so that page code can not send it (Fetch standard, forbidden request-header). */
export function isForbiddenField(name: string): boolean {
  return FORBIDDEN.has(name.toLowerCase()) || /^(proxy|sec)-/i.test(name)
}
