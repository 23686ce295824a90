import { testAccessibility } from './a11y';

testAccessibility('zh_CN');
