import type { Speak } from './speech.ts';

/** As whatever writes to an InfluxDB in Vigie's own schema: one point for each domain that was measured. */
export const lineProtocol: Speak = ({ device }, samples) =>
  samples.map(({ time, metrics }) => {
    const domains = Map.groupBy(Object.entries(metrics), ([metric]) => metric.slice(0, metric.indexOf('.')));
    const lines = [...domains].map(([domain, values]) => {
      const fields = values.map(([metric, value]) => `${metric.slice(domain.length + 1)}=${value}`).join(',');
      return `${domain},device=${device} ${fields} ${time}`;
    });
    return { topic: 'api/v2/write/ms', payload: lines.join('\n') };
  });
