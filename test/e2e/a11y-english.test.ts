import { testAccessibility } from './a11y';

testAccessibility('en');
