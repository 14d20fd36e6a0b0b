/** Conditions of one trade each: machines that fill, backups, water, air, heating. A level is graver than the one before it. */
export type TradeCondition =
  /**
   * ends within so many days, by the trend of a percentage toward `end`; without `toward` the metric counts its days itself.
   * Levels from many days to few; clear from `clear` days on
   */
  | {
      readonly kind: 'forecast';
      readonly levels: readonly number[];
      readonly clear: number;
      readonly toward?: { readonly side: 'rises' | 'falls'; readonly end: number };
    }
  /** an age (h) that is by so many hours greater than it usually gets after that night of the week; gravest beyond `atMost` */
  | { readonly kind: 'late'; readonly levels: readonly number[]; readonly atMost: number }
  /** less than `least` or more than `most` times the usual amount, and by `floor` beside all that came lately */
  | { readonly kind: 'size'; readonly least: number; readonly most: number; readonly floor: number }
  /** of an index in litres: water that does not stop, by so many L/h beyond the usual least */
  | { readonly kind: 'leak'; readonly levels: readonly number[] }
  /** of CO2 in ppm: a week whose class of confinement (ICONE, 0 to 5) is one of these or worse */
  | { readonly kind: 'icone'; readonly levels: readonly number[] }
  /** of a room's °C in the heating season: the mean of the hours in which its site is open lies by `tolerance` above `limit` */
  | { readonly kind: 'heated'; readonly while: 'open'; readonly limit: number; readonly tolerance: number }
  /** kept warm by heating at night, by `tolerance` above the limit for a site closed since so many hours */
  | {
      readonly kind: 'heated';
      readonly while: 'closed';
      readonly limits: readonly { readonly afterHours: number; readonly limit: number }[];
      readonly tolerance: number;
    };
