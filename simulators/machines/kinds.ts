/** What the played machines are made of: names as their agents tell them. */
export const linuxDisks = ['/', '/var', '/srv'] as const;
export const linuxPort = 'eno1';
export const linuxTraffic = 30e6;
export const windowsDisks = [
  'C:\\ Label:  Serial Number 1a2b3c4d',
  'D:\\ Label:Donnees  Serial Number 5e6f7a8b',
] as const;
export const windowsPort = 'Intel(R) Ethernet Connection I219-LM';
export const windowsTraffic = 20e6;
export const radios = ['ra0', 'rai0'] as const;
export const tunnel = 'Agence';
