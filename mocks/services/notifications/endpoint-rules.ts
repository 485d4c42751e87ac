/** Why no webhook may be sent to an address; undefined when one may. */
export function whyNotCallable(url: URL): string | undefined {
  const host = url.hostname.replace(/\.$/, '')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(host)))
    return 'must be https; plain http is for the loopback address alone'
  if (url.username || url.password) return 'must hold no user and no password'
  if (url.hash) return 'must hold no fragment'
  if (isLoopback(host)) return undefined
  if (isPrivate(host)) return 'must be a public address: nobody may have us call a private network'
  return undefined
}

/** Whether a host is the machine itself (RFC 6761 §6.3, RFC 8252 §7.3). */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(host)
  )
}

/**
 * Hosts that are behind somebody's firewall, ours first of all. The parser of URLs has already written `0x7f.1` and
 * `2130706433` as four decimal numbers, so nobody hides an address behind its spelling.
 */
function isPrivate(host: string): boolean {
  if (host.startsWith('[')) return !isPublicIpv6(host.slice(1, -1))
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return !isPublicIpv4(host.split('.').map(Number))
  return !host.includes('.') || PRIVATE_NAMES.some((name) => host.endsWith(name))
}

/** Names that mean something inside a network alone (RFC 6762, RFC 8375, ICANN's `.internal`). */
const PRIVATE_NAMES = ['.internal', '.local', '.lan', '.home.arpa', '.in-addr.arpa', '.ip6.arpa']

/** Blocks that are not the public internet (RFC 6890): first address and length of the prefix. */
const SPECIAL_IPV4: readonly (readonly [block: readonly number[], bits: number])[] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  // Where clouds tell a machine its own credentials: 169.254.169.254.
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24],
  [[192, 88, 99, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  [[224, 0, 0, 0], 3],
]

function isPublicIpv4(address: readonly number[]): boolean {
  const number = (bytes: readonly number[]) => bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  return !SPECIAL_IPV4.some(
    ([block, bits]) =>
      Math.floor(number(address) / 2 ** (32 - bits)) === Math.floor(number(block) / 2 ** (32 - bits)),
  )
}

/** 2000::/3 is what is given out; in it, tunnels (Teredo, 6to4) lead to IPv4 addresses, and 2001:db8::/32 is for books. */
function isPublicIpv6(address: string): boolean {
  const [first = '', second = ''] = address.split(':')
  const head = Number.parseInt(first, 16)
  if (!(head >= 0x2000 && head <= 0x3fff) || head === 0x2002) return false
  return head !== 0x2001 || (Number.parseInt(second || '0', 16) >= 0x200 && second !== 'db8')
}
