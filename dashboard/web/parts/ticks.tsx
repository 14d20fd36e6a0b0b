/** Several things to tick, under one heading. */
export function Ticks<T extends string>({
  legend,
  of,
  names,
  ticked,
  change,
}: {
  legend: string;
  of: readonly T[];
  names: Readonly<Record<T, string>>;
  ticked: readonly T[];
  change: (ticked: T[]) => void;
}) {
  return (
    <fieldset class="ticks">
      <legend>{legend}</legend>
      {of.map((one) => (
        <label class="tick" key={one}>
          <input
            type="checkbox"
            checked={ticked.includes(one)}
            onChange={() => change(of.filter((other) => (other === one) !== ticked.includes(other)))}
          />
          {names[one]}
        </label>
      ))}
    </fieldset>
  );
}
