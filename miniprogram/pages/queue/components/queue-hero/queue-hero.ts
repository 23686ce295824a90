import type { DetailView } from '../../detail';

/** Which queue it is, and its state as word, shape and colour with what it means. */
Component({
  properties: {
    view: { type: Object, value: null as DetailView | null },
  },
});
