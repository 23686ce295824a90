import { textsFor } from '../../i18n/index';
import { translated } from '../../i18n/translated';

/** What a write is about to touch. */
export interface ConfirmTarget {
  queueName: string;
  bucketLabel: string;
  /** Full name with the appid. */
  bucket: string;
  /** In words. */
  region: string;
  environment: string;
}

/** A question of the sheet, in words. */
export interface ConfirmView {
  title: string;
  /** `null` where the slot tells what is touched. */
  target: ConfirmTarget | null;
  /** One sentence each: what happens when the admin says yes. */
  effects: string[];
  /** `''` where there is nothing to say yes to. */
  confirmText: string;
  /** What "no" is called, where "cancel" would be unclear. */
  cancelText?: string;
  /** `danger` paints the button red, whatever the environment. */
  tone: 'normal' | 'danger';
}

/**
 * A question before a write, from below, with its target and its effect. Emits `confirm` and `cancel`; the page takes
 * `show` away. Its slot stands between effects and buttons.
 */
Component({
  behaviors: [translated],
  properties: {
    show: Boolean,
    view: { type: Object, value: null as ConfirmView | null },
    /** The write has begun: nothing can be tapped. */
    busy: Boolean,
    /** Shown on the button while busy. */
    busyText: String,
    /** The slot says that yes is not possible yet. */
    blocked: Boolean,
    /** A tap beside the sheet is no "no". */
    firm: Boolean,
  },
  data: { t: {} },
  methods: {
    translate() {
      this.setData({ t: textsFor('common') });
    },
    onConfirm() {
      if (this.data.show && !this.data.busy && !this.data.blocked) this.triggerEvent('confirm');
    },
    onCancel() {
      if (!this.data.busy) this.triggerEvent('cancel');
    },
    onBeside() {
      if (!this.data.firm) this.onCancel();
    },
  },
});
