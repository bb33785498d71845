/** Why a target could not be read. */
export type ProblemKind =
  | 'http'
  | 'dns'
  | 'tls'
  | 'timeout'
  | 'connection'
  | 'blocked'
  | 'robots'
  | 'redirects'
  | 'private-address'
  | 'too-large'
  | 'not-html'
  | 'decode'
  | 'empty'
  | 'script-shell'
  | 'not-found'
  | 'unreadable'
  | 'invalid-target'
  | 'internal';

export interface Problem {
  readonly kind: ProblemKind;
  /** One line for people, in the chosen language, without a stack trace. */
  readonly message: string;
  /** HTTP status, where there is one. */
  readonly status?: number;
}
