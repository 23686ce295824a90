import type { BuiltIn } from '../built-in';
import type { BuiltInName } from '../built-in-templates';
import { image, label, plain, text, view } from './basic';
import { button } from './button';
import { checkbox, choiceGroup, radio, switchControl } from './choice';
import { form } from './form';
import { input, textarea } from './input';
import { createNavigator } from './navigator';
import type { Navigation } from './navigator';
import { pickerView } from './picker-view';
import { richText } from './rich-text';
import { scrollView } from './scroll-view';
import { swiper } from './swiper';

/** Every built-in component of the host. */
export const createBuiltIns = (navigate: (navigation: Navigation) => void): Record<BuiltInName, BuiltIn> => ({
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
  navigator: createNavigator(navigate),
  'picker-view': pickerView,
  'picker-view-column': plain,
  swiper,
  'swiper-item': { properties: { itemId: String } },
  'rich-text': richText,
  'root-portal': { properties: { enable: Boolean } },
  'page-meta': { properties: { pageStyle: String, rootFontSize: String, backgroundTextStyle: String } },
});
