import { type ErrorCode, VigieError } from '../../gateway/domain/error.ts';
import type { Problem } from '../contract/problem.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Unsupported content type',
  429: 'Too many attempts',
  500: 'Internal error',
  503: 'Unavailable',
};

const statuses: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  unavailable: 503,
};

/** An answer that is not the one asked for, on its way out of a handler. `detail` is one line for the caller. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly more: Pick<Problem, 'secondFactor' | 'errors'>;

  constructor(
    status: number,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
    more: Pick<Problem, 'secondFactor' | 'errors'> = {},
  ) {
    super(detail);
    this.name = 'Refusal';
    this.status = status;
    this.headers = headers;
    this.more = more;
  }
}

/** What an error means to the caller; undefined for a bug, whose text stays inside. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof VigieError) return new Refusal(statuses[error.code], error.message);
  // What body-parser and the router throw carries a status of the 400s and whether its text may be shown.
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500) {
    return new Refusal(error.status, error.status === 413 ? 'The body is larger than 256 kB' : oneLine(error.message));
  }
  return undefined;
}

/** RFC 9457. */
export function problem(status: number, detail?: string): Problem {
  return {
    type: 'about:blank',
    title: titles[status] ?? 'Error',
    status,
    ...(detail === undefined ? {} : { detail: oneLine(detail) }),
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 500);
}
