import { expect, test } from 'vitest';
import { parseInfluxUrl } from '../../../gateway/store/influx/influx-url.ts';

const place = (text: string) => {
  const read = parseInfluxUrl(text);
  return read.ok ? read.place : read.reason;
};

test('an address names the host, the database, the organisation and the user', () => {
  expect(place('influxdb://influx:8086/vigie?org=agence')).toEqual({
    url: 'http://influx:8086',
    database: 'vigie',
    org: 'agence',
    gzip: false,
  });
  expect(place('influxdbs://vigie:p%40ss:mot@mesures.exemple.fr/t%C3%A9l%C3%A9?rp=cinq%20ans&gzip=true')).toEqual({
    url: 'https://mesures.exemple.fr:8086',
    database: 'télé',
    retentionPolicy: 'cinq ans',
    user: 'vigie',
    password: 'p@ss:mot',
    gzip: true,
  });
});

test('the port is the one written, also where it is the usual one of http, and 8086 without', () => {
  expect(place('influxdb://influx:80/v')).toMatchObject({ url: 'http://influx:80' });
  expect(place('influxdbs://influx:443/v')).toMatchObject({ url: 'https://influx:443' });
  expect(place('influxdb://[::1]/v')).toMatchObject({ url: 'http://[::1]:8086' });
  expect(place('influxdb://[::1]:9999/v')).toMatchObject({ url: 'http://[::1]:9999' });
});

test('what is wrong with an address is one reason with its cure', () => {
  const wrong: [string, RegExp][] = [
    ['embeded', /^must be "embedded", or influxdb:\/\/host:8086\/database/],
    ['http://influx:8086/vigie', /^must be "embedded"/],
    ['influxdb://', /^is no address/],
    ['influxdb://influx:port/vigie', /^is no address/],
    ['influxdb://influx:8086', /^must name the database .* or the bucket/],
    ['influxdb://influx:8086/', /^must name the database/],
    ['influxdb://influx:8086/a/b', /^must name the database/],
    ['influxdb://influx/v%zz', /^has a % that stands for no letter/],
    ['influxdb://influx/v?token=abc', /^has "token" behind its question mark, where only org, rp, gzip may stand/],
    ['influxdb://influx/v?gzip=yes', /^has gzip, which is true or false/],
  ];
  for (const [text, reason] of wrong) expect(place(text), text).toMatch(reason);
});
