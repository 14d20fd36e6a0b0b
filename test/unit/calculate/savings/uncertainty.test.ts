import { expect, test } from 'vitest';
import { studentT } from '../../../../gateway/calculate/savings/student.ts';
import { savingsUncertainty } from '../../../../gateway/calculate/savings/uncertainty.ts';

test.each([
  [0.9, 1, 6.3138],
  [0.95, 2, 4.3027],
  [0.9, 3, 2.3534],
  [0.95, 5, 2.5706],
  [0.99, 10, 3.1693],
  [0.9, 30, 1.6973],
  [0.95, 120, 1.9799],
  [0.9, 362, 1.6491],
])('Student’s t at %d with %d degrees of freedom is %d, as the tables print', (confidence, freedom, t) => {
  expect(studentT(confidence, freedom)).toBeCloseTo(t, 3);
});

test('10 % saved with a CV(RMSE) of 25 % and a lag of 0.5 is 10 % ± 5.2 points', () => {
  const quality = { periods: 365, parameters: 3, cvRmse: 0.25, autocorrelation: 0.5 };
  const of = { quality, reportingPeriods: 365, months: 12, share: 0.1, confidence: 0.9, isBilling: false };
  expect(savingsUncertainty(of)).toBeCloseTo(0.525, 3);
  expect(savingsUncertainty({ ...of, share: -0.1 })).toBeCloseTo(0.525, 3);
  // residuals that swing promise no more than chance does
  const swinging = savingsUncertainty({ ...of, quality: { ...quality, autocorrelation: -0.5 } });
  expect(swinging).toBe(savingsUncertainty({ ...of, quality: { ...quality, autocorrelation: 0 } }));
});
