import type { DifferenceView } from '../../differences';

/** Changed fields, each with its two values under the words that say which is which. */
Component({
  properties: {
    items: { type: Array, value: [] as DifferenceView[] },
    fromText: String,
    toText: String,
  },
});
