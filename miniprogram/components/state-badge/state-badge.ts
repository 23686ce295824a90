import { stateText } from '../../i18n/words';

/** The state of a queue as word, shape and colour. A state that CI added later is shown as it is. */
Component({
  properties: {
    state: String,
  },
  data: { text: '' },
  observers: {
    state(state: string) {
      this.setData({ text: stateText(state) });
    },
  },
});
