import { z } from 'zod';

export const number = z.number('must be a number');

/** One value for a rule of one severity, or a value for each severity it may have. */
export const graded = <T extends z.ZodType>(value: T, such: string) =>
  z.union(
    [
      value,
      z
        .strictObject({
          information: value.exactOptional(),
          warning: value.exactOptional(),
          critical: value.exactOptional(),
        })
        .readonly(),
    ],
    `is neither ${such} nor one for each severity, as {warning: …, critical: …}`,
  );

export const gradedNumber = graded(number, 'a number');
