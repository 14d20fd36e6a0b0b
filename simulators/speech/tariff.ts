/** An index of energy (kWh) as the two of an off-peak contract (heures creuses, heures pleines) show it, in Wh. */
export function inTwoTariffs(energy: number): { readonly offPeak: number; readonly peak: number } {
  const wattHours = Math.round(energy * 1000);
  const offPeak = Math.floor(wattHours * 0.3);
  return { offPeak, peak: wattHours - offPeak };
}
