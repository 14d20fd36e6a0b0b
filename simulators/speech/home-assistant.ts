import { nameOf, type Speak, type Spoken } from './speech.ts';

const classes: Readonly<Record<string, { readonly class: string; readonly unit: string }>> = {
  'air.temperature': { class: 'temperature', unit: '°C' },
  'air.humidity': { class: 'humidity', unit: '%' },
  'air.co2': { class: 'carbon_dioxide', unit: 'ppm' },
  'air.pressure': { class: 'atmospheric_pressure', unit: 'hPa' },
  'battery.level': { class: 'battery', unit: '%' },
  'radio.rssi': { class: 'signal_strength', unit: 'dBm' },
};

/** A node that announces itself to Home Assistant at its first word (address `homeassistant:<identifier>`), then sends one JSON. */
export function createHomeAssistantSpeech(): Speak {
  const announced = new Set<string>();
  return (speaker, samples) => {
    const name = nameOf(speaker);
    const spoken: Spoken[] = [];
    for (const { metrics } of samples) {
      const known = Object.entries(metrics).filter(([metric]) => metric in classes);
      if (!announced.has(name)) {
        announced.add(name);
        const components = known.map(([metric]) => [
          metric,
          {
            p: 'sensor',
            dev_cla: classes[metric]?.class,
            unit_of_meas: classes[metric]?.unit,
            val_tpl: `{{ value_json["${metric}"] }}`,
          },
        ]);
        const config = { dev: { ids: name, name }, stat_t: `${name}/state`, cmps: Object.fromEntries(components) };
        spoken.push({ topic: `homeassistant/device/${name}/config`, payload: JSON.stringify(config) });
      }
      spoken.push({ topic: `${name}/state`, payload: JSON.stringify(Object.fromEntries(known)) });
    }
    return spoken;
  };
}
