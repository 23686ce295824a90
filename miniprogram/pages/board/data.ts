import type { ConfirmView } from '../../components/confirm-sheet/confirm-sheet';
import type { ResultView } from '../../components/result-bar/result-bar';
import type { ErrorView } from '../../i18n/error-view';
import type { BoardFilter } from '../../models/board';
import type { LoadStatus } from '../../utils/load-status';
import type { BulkView } from './bulk-view';
import type { FailureView } from './failure-view';
import type { FilterView, RowView } from './view';

/** What the page shows. */
export interface QueuesData {
  t: object;
  status: LoadStatus;
  /** Why the session failed: above the board if there is one, else instead of it. */
  error: ErrorView | null;
  /** Every request domain that has to be added, where there are several. */
  missingDomains: ErrorView | null;
  /** What could not be read, each cause once. */
  failures: FailureView[];
  /** The admin asked to try again and waits. */
  retrying: boolean;
  /** The admin is a viewer. */
  readOnly: boolean;
  filter: BoardFilter;
  search: string;
  filters: FilterView[];
  /** The rows on and around the screen, and the heights of those above and below them, px. */
  rows: RowView[];
  above: number;
  below: number;
  /** The query leaves nothing to see. */
  nothingFound: boolean;
  /** How old the board is; `''` before it was read. */
  updated: string;
  /** How far the reading is; `''` when it is done. */
  progress: string;
  /** What the button says that reads the failed buckets again; `''` for none. */
  retryFailed: string;
  /** The question is open. It stays in the data while the sheet slides away. */
  asking: boolean;
  question: ConfirmView | null;
  result: ResultView | null;
  /** The write that `result` tells of can be taken back. */
  undoable: boolean;
  /** Pausing several at once. */
  bulk: BulkView;
}

export function initialData(): QueuesData {
  return {
    t: {},
    status: 'loading',
    error: null,
    missingDomains: null,
    failures: [],
    retrying: false,
    readOnly: false,
    filter: 'all',
    search: '',
    filters: [],
    rows: [],
    above: 0,
    below: 0,
    nothingFound: false,
    updated: '',
    progress: '',
    retryFailed: '',
    asking: false,
    question: null,
    result: null,
    undoable: false,
    bulk: { rows: [] },
  };
}
