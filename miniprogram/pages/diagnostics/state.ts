import type { AppError } from '../../models/errors';
import type { Facts } from '../../services/diagnostics';

/** How the last question to the signing server went. */
export type Check = { status: 'asking' } | { status: 'answered' } | { status: 'failed'; failure: AppError };

/** Everything that the page is about. Never changed in place. */
export interface DiagnosticsState {
  readonly facts: Facts;
  readonly check: Check;
  /** Something is being asked. */
  readonly checking: boolean;
  /** The chosen language counts, but could not be stored for the next start. */
  readonly notKept: AppError | undefined;
  /** WeChat did not let the report be copied: it is shown, to be selected. */
  readonly byHand: boolean;
}
