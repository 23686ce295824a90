import { environmentText } from '../../i18n/words';

/** The environment of a bucket as word and colour. One that this version does not know is shown as it is. */
Component({
  properties: {
    environment: String,
  },
  data: { text: '' },
  observers: {
    environment(environment: string) {
      this.setData({ text: environmentText(environment) });
    },
  },
});
