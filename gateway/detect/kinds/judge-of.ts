import type { Condition } from '../../domain/rule.ts';
import type { Judge } from '../judge.ts';
import { airing } from './airing.ts';
import { apart } from './apart.ts';
import { baseLoad } from './base-load.ts';
import { budget } from './budget.ts';
import { changePoint } from './change-point.ts';
import { forecast } from './forecast.ts';
import { heatedWhileClosed } from './heated-while-closed.ts';
import { heatedWhileOpen } from './heated-while-open.ts';
import { heldWarm } from './held-warm.ts';
import { icone } from './icone.ts';
import { implausible } from './implausible.ts';
import { late } from './late.ts';
import { leak } from './leak.ts';
import { leftOn } from './left-on.ts';
import { profile } from './profile.ts';
import { rate } from './rate.ts';
import { silence } from './silence.ts';
import { size } from './size.ts';
import { state } from './state.ts';
import { stuck } from './stuck.ts';
import { threshold } from './threshold.ts';

/** The judge of a condition that `ruleMistakes` found nothing wrong with. */
export function judgeOf(condition: Condition): Judge {
  switch (condition.kind) {
    case 'threshold':
      return threshold(condition);
    case 'state':
      return state(condition);
    case 'rate':
      return rate(condition);
    case 'silence':
      return silence();
    case 'stuck':
      return stuck(condition);
    case 'implausible':
      return implausible(condition);
    case 'forecast':
      return forecast(condition);
    case 'late':
      return late(condition);
    case 'leak':
      return leak(condition);
    case 'icone':
      return icone(condition);
    case 'heated':
      return condition.while === 'open' ? heatedWhileOpen(condition) : heatedWhileClosed(condition);
    case 'size':
      return size(condition);
    case 'profile':
      return profile(condition);
    case 'base-load':
      return baseLoad(condition);
    case 'left-on':
      return leftOn(condition);
    case 'budget':
      return budget(condition);
    case 'change-point':
      return changePoint(condition);
    case 'held-warm':
      return heldWarm(condition);
    case 'apart':
      return apart(condition);
    case 'airing':
      return airing(condition);
  }
}
