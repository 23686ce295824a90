import { textsFor, type Dictionary, type Section } from '../i18n/index';
import { translated } from './translated';

interface Shown {
  setData(data: { t: object }): void;
}

/** @returns the texts of the sections by key, for WXML */
export function textsOf(sections: readonly Section[]): Partial<Dictionary[Section]> {
  return Object.assign({}, ...sections.map((section) => textsFor(section))) as Partial<Dictionary[Section]>;
}

/** Gives a component the texts of the sections as `t`. */
export function texts(...sections: Section[]): string {
  return Behavior({
    behaviors: [translated],
    data: { t: {} },
    methods: {
      translate() {
        (this as Shown).setData({ t: textsOf(sections) });
      },
    },
  });
}
