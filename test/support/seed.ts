import fc from 'fast-check';

/** Properties draw the same cases in every run; another seed is `FC_SEED=1 npm test`. A failure prints its own. */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 40_313) });
