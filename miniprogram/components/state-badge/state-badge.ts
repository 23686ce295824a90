import { translated } from '../../i18n/translated';
import { stateText } from '../../i18n/words';

/** The state of a queue as word, shape and colour. A state that CI added later is shown as it is. */
Component({
  behaviors: [translated],
  properties: {
    state: String,
  },
  data: { text: '' },
  observers: {
    state() {
      this.translate();
    },
  },
  methods: {
    translate() {
      this.setData({ text: stateText(this.data.state) });
    },
  },
});
