import type { BuiltIn } from '../built-in';
import type { BuiltInName } from '../built-in-templates';
import { image, label, plain, text, view } from './basic';
import { button } from './button';
import { checkbox, choiceGroup, radio, switchControl } from './choice';
import { form } from './form';
import { input, textarea } from './input';
import { createNavigator } from './navigator';
import type { Navigation } from './navigator';
import { createPageMeta } from './page-meta';
import { pickerView } from './picker-view';
import { richText } from './rich-text';
import { scrollView } from './scroll-view';
import { swiper } from './swiper';

/** What the built-in components need of the phone. */
export interface BuiltInParts {
  navigate: (navigation: Navigation) => void;
  fontSizeSetting: number;
  /** A page wants another size of its `rem`; `''` for the usual one. */
  setRootFontSize: (page: HTMLElement, size: string) => void;
}

/** Every built-in component of the host. */
export const createBuiltIns = (parts: BuiltInParts): Record<BuiltInName, BuiltIn> => ({
  view,
  'cover-view': view,
  text,
  button,
  input,
  textarea,
  image,
  'scroll-view': scrollView,
  switch: switchControl,
  checkbox,
  'checkbox-group': choiceGroup,
  radio,
  'radio-group': choiceGroup,
  label,
  form,
  navigator: createNavigator(parts.navigate),
  'picker-view': pickerView,
  'picker-view-column': plain,
  swiper,
  'swiper-item': { properties: { itemId: String } },
  'rich-text': richText,
  'root-portal': { properties: { enable: Boolean } },
  'page-meta': createPageMeta(parts.fontSizeSetting, parts.setRootFontSize),
});
