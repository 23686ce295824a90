import { describeError } from '../../i18n/error-view';
import { t } from '../../i18n/index';
import { translated } from '../../kit/translated';
import { AppError } from '../../models/errors';
import { copyText } from '../../utils/clipboard';

/** Copies `text`. If WeChat refuses, it says how to copy by hand, and emits `refused`: the text beside it must be selectable. */
Component({
  behaviors: [translated],
  properties: {
    text: String,
    /** What is copied, for a screen reader and for a button that is not beside its text. */
    label: String,
    /** `link` beside a text, `button` where copying is the next step. */
    look: { type: String, value: 'link' },
  },
  data: { caption: '', refusal: '' },
  observers: {
    'text, label'() {
      this.translate();
    },
  },
  methods: {
    translate() {
      this.setData({ caption: this.data.label === '' ? t('common.copy') : this.data.label, refusal: '' });
    },
    onTap(): Promise<void> {
      return copyText(this.data.text).then(
        () => {
          this.setData({ caption: t('common.copied'), refusal: '' });
        },
        (reason: unknown) => {
          const { title, action } = describeError(new AppError('CLIPBOARD_REFUSED', {}, reason));
          this.setData({ refusal: `${title}\n${action}` });
          this.triggerEvent('refused');
        },
      );
    },
  },
});
