/** What went wrong, before it is put into words. */
export type Fault =
  | { readonly kind: 'http'; readonly status: number }
  | { readonly kind: 'dns'; readonly host: string; readonly temporary: boolean }
  | { readonly kind: 'tls'; readonly host: string; readonly reason: TlsReason; readonly code: string }
  | { readonly kind: 'timeout'; readonly phase: 'connect' | 'answer'; readonly milliseconds: number }
  | { readonly kind: 'connection'; readonly reason: ConnectionReason }
  | { readonly kind: 'redirects'; readonly reason: RedirectReason; readonly limit?: number }
  | { readonly kind: 'private-address'; readonly host: string; readonly address: string }
  | { readonly kind: 'too-large'; readonly limit: number }
  | { readonly kind: 'not-html'; readonly contentType: string | null }
  | { readonly kind: 'decode'; readonly reason: 'unknown' | 'corrupt' | 'nested'; readonly coding: string }
  | { readonly kind: 'invalid-target'; readonly reason: 'url' | 'scheme' }
  /** An error nobody foresaw: one of the program, not of the target. */
  | { readonly kind: 'internal'; readonly detail: string };

export type TlsReason =
  | 'expired'
  | 'not-yet-valid'
  | 'self-signed'
  | 'issuer'
  | 'host'
  | 'protocol'
  | 'http2-only'
  | 'other';
export type ConnectionReason =
  | 'refused'
  | 'reset'
  | 'unreachable'
  | 'malformed'
  | 'length'
  | 'headers'
  | 'closed'
  | 'other';
export type RedirectReason = 'too-many' | 'loop' | 'missing' | 'unusable';

/** Carries a fault through code that can only throw. */
export class FaultError extends Error {
  constructor(readonly fault: Fault) {
    super(fault.kind);
    this.name = 'FaultError';
  }
}

/** Names whose meaning for us is one fault each. Codes of OpenSSL's verification: `man openssl-verification-options`. */
const TLS_REASONS: Readonly<Record<string, TlsReason>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'issuer',
  CERT_UNTRUSTED: 'issuer',
  INVALID_CA: 'issuer',
  CERT_REVOKED: 'other',
  CERT_REJECTED: 'other',
  CERT_SIGNATURE_FAILURE: 'other',
  CERT_CHAIN_TOO_LONG: 'other',
  HOSTNAME_MISMATCH: 'host',
  ERR_TLS_CERT_ALTNAME_INVALID: 'host',
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: 'http2-only',
  EPROTO: 'protocol',
};

const CONNECTION_REASONS: Readonly<Record<string, ConnectionReason>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'length',
  UND_ERR_HEADERS_OVERFLOW: 'headers',
  UND_ERR_DESTROYED: 'closed',
  UND_ERR_CLOSED: 'closed',
};

const DNS_CODES = new Set(['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'EBADNAME', 'EBADRESP', 'ENONAME']);
const DNS_TEMPORARY = new Set(['EAI_AGAIN', 'ESERVFAIL', 'EREFUSED', 'EAI_SYSTEM', 'EAI_MEMORY']);

/**
 * The fault behind an error of undici, of node:net, node:tls or node:dns.
 * @param host of the URL asked, for messages
 * @param connectTimeout milliseconds, for messages
 */
export function faultOf(error: unknown, host: string, connectTimeout: number): Fault {
  if (error instanceof FaultError) return error.fault;
  const code = codeOf(error);
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return { kind: 'timeout', phase: 'connect', milliseconds: connectTimeout };
  }
  if (DNS_CODES.has(code) || code.startsWith('EAI_')) {
    return { kind: 'dns', host, temporary: DNS_TEMPORARY.has(code) };
  }
  const tls = TLS_REASONS[code];
  if (tls !== undefined) return { kind: 'tls', host, reason: tls, code };
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    return { kind: 'tls', host, reason: 'protocol', code };
  }
  // undici gives the errors of its HTTP parser a name and no code.
  if (error instanceof Error && error.name === 'HTTPParserError') return { kind: 'connection', reason: 'malformed' };
  if (code === '' || code === 'UND_ERR_INVALID_ARG') return { kind: 'internal', detail: firstLine(error) };
  return { kind: 'connection', reason: CONNECTION_REASONS[code] ?? 'other' };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return (text.split('\n', 1)[0] as string).slice(0, 200);
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, errors, cause } = error as { code?: unknown; errors?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  // Several addresses were tried and each failed (RFC 8305): the first failure speaks for all.
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  return cause === undefined || cause === error ? '' : codeOf(cause);
}

/** Whether the same request may well succeed later, without anybody changing anything. */
export function isTransient(fault: Fault): boolean {
  switch (fault.kind) {
    case 'http':
      return isTransientStatus(fault.status);
    case 'dns':
      return fault.temporary;
    case 'timeout':
      return true;
    case 'connection':
      return fault.reason !== 'malformed' && fault.reason !== 'headers' && fault.reason !== 'closed';
    default:
      return false;
  }
}

/** 408, 425, 429 (RFC 9110 §15.5.9, RFC 8470 §5.2, RFC 6585 §4) and the server errors that are not about the request's form. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}
