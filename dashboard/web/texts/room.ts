/** « Qualité de l’air, salle du conseil » → « Salle du conseil »: beside its metric, a sensor is called by its place. */
export function roomOf(device: string): string {
  const place = device.split(', ').at(-1) ?? device;
  return place.charAt(0).toLocaleUpperCase() + place.slice(1);
}
