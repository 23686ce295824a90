import { translated } from '../../kit/translated';
import { environmentText } from '../../i18n/words';

/** The environment of a bucket as word and colour. One that this version does not know is shown as it is. */
Component({
  behaviors: [translated],
  properties: {
    environment: String,
  },
  data: { text: '' },
  observers: {
    environment() {
      this.translate();
    },
  },
  methods: {
    translate() {
      const text = environmentText(this.data.environment);
      if (text !== this.data.text) this.setData({ text });
    },
  },
});
