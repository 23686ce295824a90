import type { AdviceView } from '../../form-view';

/** What is worth knowing about a field: a warning as word, shape and colour, anything else quietly. */
Component({
  properties: {
    items: { type: Array, value: [] as AdviceView[] },
  },
});
