/** Built-in components of WeChat that the host has. The build reads this list too, so nothing here needs a browser. */
export const BUILT_IN_NAMES = [
  'view',
  'cover-view',
  'text',
  'button',
  'input',
  'textarea',
  'image',
  'scroll-view',
  'switch',
  'checkbox',
  'checkbox-group',
  'radio',
  'radio-group',
  'label',
  'form',
  'navigator',
  'picker-view',
  'picker-view-column',
  'swiper',
  'swiper-item',
  'rich-text',
  'root-portal',
  'page-meta',
] as const;

export type BuiltInName = (typeof BUILT_IN_NAMES)[number];

/** Templates with more inside than their slot. */
const templates: Partial<Record<BuiltInName, string>> = {
  image: '<img src="{{src}}" alt="" bind:load="onLoad" bind:error="onError" />',
};

/** Where a built-in component lives in the code space. */
export const builtInPath = (name: BuiltInName): string => `built-in/${name}`;

/** WXML of every built-in component, by path. */
export const builtInTemplates: Record<string, string> = Object.fromEntries(
  BUILT_IN_NAMES.map((name) => [builtInPath(name), templates[name] ?? '<slot />']),
);
