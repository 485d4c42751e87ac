import type { Request } from './requests.ts'

/**
 * PUBLISHED FOR TEACHING, ON PURPOSE: an access token of alice with the scopes orders:read and orders:write, signed with
 * the published key of runs on the virtual clock. A run can not quote its own earlier answers, so it can not sign in
 * first; and its clock starts at the same moment each time, so this token is good for the first hour of every run. A
 * bookshop on the live clock has keys of its own and refuses it, as it should.
 */
export const ALICES_TOKEN =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InB1Ymxpc2hlZC1mb3ItdGVhY2hpbmctMSJ9.eyJpc3MiOiJodHRwczovL2FwaS5ib29rc2hvcC5leGFtcGxlL2F1dGgiLCJhdWQiOlsiaHR0cHM6Ly9hcGkuYm9va3Nob3AuZXhhbXBsZS92MSIsImh0dHBzOi8vYXBpLmJvb2tzaG9wLmV4YW1wbGUvYXV0aCJdLCJzdWIiOiJhbGljZSIsImNsaWVudF9pZCI6IndvcmtiZW5jaCIsImp0aSI6InB1Ymxpc2hlZC1mb3ItdGVhY2hpbmctYWxpY2UiLCJzY29wZSI6Im9yZGVyczpyZWFkIG9yZGVyczp3cml0ZSIsImlhdCI6MTc2NzYwMzYwMCwiZXhwIjoxNzY3NjA3MjAwfQ.KBzpeEmoBEAr_sdgJegJNo5Rpe4scXFYAzOpc3OLpEYKXd8WRsC_RQOSkWNKwcXXnJoKodB-t1BiICAYFfvQvzrmF1pImFJj3PzLXTRFp1r8-dDj4fJA0BqXHT1BVPzu6IXuCdwymRmMQrOGg4zcnj09Sydld4Fonox6n5wAJOrJ6f97AmGEsPROfeJaqm7gdWzEwodDNKNp7xIMjZlZ26_NI6t6e5uIVITZeOBO3J6hJTkQr7OJak7LD0v-p9zcgUOMf6L81EIuInPV_UlzwKeRUe4yU8tK8iAm6h9yvwUdHBTBLPJ6PHTJqSjs1w1r5iVsEMaVvQApFvZFNILqUg' // gitleaks:allow
/** The same of bob. */
export const BOBS_TOKEN =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InB1Ymxpc2hlZC1mb3ItdGVhY2hpbmctMSJ9.eyJpc3MiOiJodHRwczovL2FwaS5ib29rc2hvcC5leGFtcGxlL2F1dGgiLCJhdWQiOlsiaHR0cHM6Ly9hcGkuYm9va3Nob3AuZXhhbXBsZS92MSIsImh0dHBzOi8vYXBpLmJvb2tzaG9wLmV4YW1wbGUvYXV0aCJdLCJzdWIiOiJib2IiLCJjbGllbnRfaWQiOiJ3b3JrYmVuY2giLCJqdGkiOiJwdWJsaXNoZWQtZm9yLXRlYWNoaW5nLWJvYiIsInNjb3BlIjoib3JkZXJzOnJlYWQgb3JkZXJzOndyaXRlIiwiaWF0IjoxNzY3NjAzNjAwLCJleHAiOjE3Njc2MDcyMDB9.VWFtXl6_09-UNHxO8Tqnc9Lv9RhDtD4HB2qvpFy-BDj6Tf0Xu87AqqiHdkbl3bV-9FMJHWN8yHNzttRj8Bxe0uz_Ptky8mh1AVj7qjlbMltFlO20LkwugyoTEbVmDVk2YNDomC3VwL-7DBKbSe1gapmVj1sfsorwaCwXtKz_DmkM1iFpW3de-2MBM0o-fVWLamn162z1K0AWuN4UM3sswgWMsilDHgqwuENX5pgy9p-AExJVVq7xO_Lr5aMO5QErdUryovhUyLynqjvrju1i3zUhSxRpZ9EUOZZEPSSELkLmAuMykObOC9yr-qmdDroYJLtYMl0CKDilt9kpQuyybA' // gitleaks:allow
/** The same of ada, with the scopes catalog:write and cache:purge. */
export const ADAS_TOKEN =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InB1Ymxpc2hlZC1mb3ItdGVhY2hpbmctMSJ9.eyJpc3MiOiJodHRwczovL2FwaS5ib29rc2hvcC5leGFtcGxlL2F1dGgiLCJhdWQiOlsiaHR0cHM6Ly9hcGkuYm9va3Nob3AuZXhhbXBsZS92MSIsImh0dHBzOi8vYXBpLmJvb2tzaG9wLmV4YW1wbGUvYXV0aCJdLCJzdWIiOiJhZGEiLCJjbGllbnRfaWQiOiJ3b3JrYmVuY2giLCJqdGkiOiJwdWJsaXNoZWQtZm9yLXRlYWNoaW5nLWFkYSIsInNjb3BlIjoiY2F0YWxvZzp3cml0ZSBjYWNoZTpwdXJnZSIsImlhdCI6MTc2NzYwMzYwMCwiZXhwIjoxNzY3NjA3MjAwfQ.0MYcbo_Xb_vKAYKSQ5gtVqeXxyHIZYYZNJXOPj4XBwrN7cTYUpwuPNoseTXiXvkP9FvSX_HyfJ699KlH8PagbwFh0qv7UTavFbN7h3xjSGRcsN-zY3XFwuF5fURd4Hu65SvnHPMj74_5gvZO9nazV_RdGwq83qnJ48SMQ03FcjaNv2ueOO3ujkSRaDbj1ZbVg79RgCGNewOxD2fSKjKKo_R8P-Ec9Xy33zbRn5qQvRFhip15o-bEfufm0-x_pQaHC7scxd0dfA-oqdMFCkDA1j5BX3DvoJwQEbNOXh70qzoWilJwAh5ZROUVUruS49ILKuEFDV6Aijx4deXMEqSeVg' // gitleaks:allow

/** Another of ada, with the scope events:admin. */
export const OPERATORS_TOKEN =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InB1Ymxpc2hlZC1mb3ItdGVhY2hpbmctMSJ9.eyJpc3MiOiJodHRwczovL2FwaS5ib29rc2hvcC5leGFtcGxlL2F1dGgiLCJhdWQiOlsiaHR0cHM6Ly9hcGkuYm9va3Nob3AuZXhhbXBsZS92MSIsImh0dHBzOi8vYXBpLmJvb2tzaG9wLmV4YW1wbGUvYXV0aCJdLCJzdWIiOiJhZGEiLCJjbGllbnRfaWQiOiJ3b3JrYmVuY2giLCJqdGkiOiJwdWJsaXNoZWQtZm9yLXRlYWNoaW5nLWFkYSIsInNjb3BlIjoiZXZlbnRzOmFkbWluIiwiaWF0IjoxNzY3NjAzNjAwLCJleHAiOjE3Njc2MDcyMDB9.YGfhPyXLKXhKSNwVOBv4aep_Xh_kPklWryHie_gLJIqG6LxXhUv3oiPRgbLF133yn8FKeiUsf70YpL8xw0J1AS6nCwrrlX_1ABzau3jhtV4XEF4iFiZSPv_OxDc3MHzmvH2p3uZJm8UmCUC6L64_5wXzwvposw1OiPh2nWSXwafVsY-SRhYhnetQy8OhhXycQqocvMMPnhM22Bif4vksubtaSb8ZR7o32aUs-IAMJBSPtX4qt3e40JCZjAMa_MXKD99nXWf4N1D941rKoaVpIHu22iDk1-M4c3YOEQUCSmAlCyzM-9bXdJ_QaIayEYJo9yNA0DGFeinsXD_wxgZ9cQ'

/** The same request, sent by alice. */
export function asAlice(request: Request): Request {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${ALICES_TOKEN}` } }
}

/** The same request, sent by bob. */
export function asBob(request: Request): Request {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${BOBS_TOKEN}` } }
}

/** The same request, sent by ada, who keeps the catalogue. */
export function asAda(request: Request): Request {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${ADAS_TOKEN}` } }
}

/** The same request, sent by ada, who looks after the broker. */
export function asOperator(request: Request): Request {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${OPERATORS_TOKEN}` } }
}
