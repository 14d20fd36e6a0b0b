export type ErrorCode = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'unavailable';

/** Trouble that a caller can act on; the message names who, what and the cure. */
export class VigieError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VigieError';
    this.code = code;
  }
}

/** What another program answered, or did not, when something was handed to it; `retryable` says whether the same may be taken later. */
export class DeliveryError extends VigieError {
  readonly retryable: boolean;
  /** the HTTP status; undefined where no answer came */
  readonly status: number | undefined;

  constructor(message: string, decision: { retryable: boolean; status?: number }, options?: ErrorOptions) {
    super('unavailable', message, options);
    this.name = 'DeliveryError';
    this.retryable = decision.retryable;
    this.status = decision.status;
  }
}
