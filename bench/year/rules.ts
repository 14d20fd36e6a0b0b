import { catalogue } from '../../devices/catalogue.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import { defaultRules } from '../../gateway/domain/written-rule.ts';

/** What the catalogue's devices are judged by, as a territory has it that says nothing else. */
export const yearRules: readonly Rule[] = defaultRules(catalogue);
