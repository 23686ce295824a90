import { textsFor } from '../../../../i18n/index';
import { translated } from '../../../../i18n/translated';
import type { NoticeView } from '../../page-view';

/** Something to know or to decide before the queue itself. Emits `act` and `other` for its two buttons. */
Component({
  behaviors: [translated],
  properties: {
    view: { type: Object, value: null as NoticeView | null },
    /** Name of an icon; `''` for one that turns while something is under way. */
    icon: String,
    tone: { type: String, value: 'info' },
    /** Texts of the buttons; `''` for none. */
    action: String,
    other: String,
    disabled: Boolean,
  },
  data: { t: {} },
  methods: {
    translate() {
      this.setData({ t: textsFor('queue') });
    },
    onAct() {
      if (!this.data.disabled) this.triggerEvent('act');
    },
    onOther() {
      if (!this.data.disabled) this.triggerEvent('other');
    },
  },
});
