import type { ConfirmView } from '../../components/confirm-sheet/confirm-sheet';
import type { ResultView } from '../../components/result-bar/result-bar';
import type { SegmentOption } from '../../components/segmented/segmented';
import type { ErrorView } from '../../i18n/error-view';
import type { BoardFilter } from '../../models/board';
import type { LoadStatus } from '../../utils/load-status';
import type { GroupView } from './view';

/** What the page shows. */
export interface QueuesData {
  t: object;
  status: LoadStatus;
  /** Why the session failed: above the board if there is one, else instead of it. */
  error: ErrorView | null;
  /** The admin asked to try again and waits. */
  retrying: boolean;
  /** The admin is a viewer. */
  readOnly: boolean;
  filter: BoardFilter;
  search: string;
  filters: SegmentOption[];
  groups: GroupView[];
  /** The query leaves nothing to see. */
  nothingFound: boolean;
  /** When the board was read; `''` before that. */
  updated: string;
  /** How far the reading is, or how many buckets failed. */
  progress: string;
  failed: boolean;
  /** The question is open. It stays in the data while the sheet slides away. */
  asking: boolean;
  question: ConfirmView | null;
  result: ResultView | null;
}

export function initialData(): QueuesData {
  return {
    t: {},
    status: 'loading',
    error: null,
    retrying: false,
    readOnly: false,
    filter: 'all',
    search: '',
    filters: [],
    groups: [],
    nothingFound: false,
    updated: '',
    progress: '',
    failed: false,
    asking: false,
    question: null,
    result: null,
  };
}
