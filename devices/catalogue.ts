import type { DeviceType } from './device-type.ts';
import { airQuality } from './types/air-quality.ts';
import { avamarGrid } from './types/avamar/avamar-grid.ts';
import { avamarMember } from './types/avamar/avamar-member.ts';
import { dnsName } from './types/checks/dns-name.ts';
import { hostPing } from './types/checks/host-ping.ts';
import { siteLine } from './types/checks/site-line.ts';
import { tcpService } from './types/checks/tcp-service.ts';
import { webSite } from './types/checks/web-site.ts';
import { climate } from './types/climate.ts';
import { electricityMeter } from './types/electricity-meter.ts';
import { gasMeter } from './types/gas-meter.ts';
import { heatMeter } from './types/heat-meter.ts';
import { linkyTasmota } from './types/linky/linky-tasmota.ts';
import { linkyZlinkyHistorique } from './types/linky/linky-zlinky-historique.ts';
import { linkyZlinkyStandard } from './types/linky/linky-zlinky-standard.ts';
import { linkyZlinkyThreePhase } from './types/linky/linky-zlinky-three-phase.ts';
import { lorawanGasPulses } from './types/lorawan-gas-pulses.ts';
import { lorawanHeatMeter } from './types/lorawan-heat-meter.ts';
import { lorawanWaterPulses } from './types/lorawan-water-pulses.ts';
import { milesightAm107 } from './types/milesight-am107.ts';
import { milesightAm319 } from './types/milesight-am319.ts';
import { milesightCt101 } from './types/milesight-ct101.ts';
import { milesightEm300Di } from './types/milesight-em300-di.ts';
import { milesightEm300DiGas } from './types/milesight-em300-di-gas.ts';
import { milesightEm300Th } from './types/milesight-em300-th.ts';
import { milesightEm500Co2 } from './types/milesight-em500-co2.ts';
import { shellyClimate } from './types/shelly/shelly-climate.ts';
import { shellyEm } from './types/shelly/shelly-em.ts';
import { shellyEmReversed } from './types/shelly/shelly-em-reversed.ts';
import { shellyPlug } from './types/shelly/shelly-plug.ts';
import { shellyPro3em } from './types/shelly/shelly-pro-3em.ts';
import { shellyPro3emReversed } from './types/shelly/shelly-pro-3em-reversed.ts';
import { apcUps } from './types/snmp/apc-ups.ts';
import { arubaInstant } from './types/snmp/aruba-instant.ts';
import { dataDomain } from './types/snmp/data-domain.ts';
import { dellIdrac } from './types/snmp/dell-idrac.ts';
import { hpeIlo } from './types/snmp/hpe-ilo.ts';
import { linuxHost } from './types/snmp/linux-host.ts';
import { meraki } from './types/snmp/meraki.ts';
import { merakiAp } from './types/snmp/meraki-ap.ts';
import { mikrotik } from './types/snmp/mikrotik.ts';
import { networkEquipment } from './types/snmp/network-equipment.ts';
import { qnapNas } from './types/snmp/qnap-nas.ts';
import { ruckusSmartzone } from './types/snmp/ruckus-smartzone.ts';
import { ruckusUnleashed } from './types/snmp/ruckus-unleashed.ts';
import { sophosFirewall } from './types/snmp/sophos-firewall.ts';
import { sophosUtm } from './types/snmp/sophos-utm.ts';
import { synologyNas } from './types/snmp/synology-nas.ts';
import { ucopia } from './types/snmp/ucopia.ts';
import { unifiAp } from './types/snmp/unifi-ap.ts';
import { ups } from './types/snmp/ups.ts';
import { vmwareEsxi } from './types/snmp/vmware-esxi.ts';
import { windowsHost } from './types/snmp/windows-host.ts';
import { sophosMember } from './types/sophos/sophos-member.ts';
import { sparkplugNode } from './types/sparkplug-node.ts';
import { tasmotaClimate } from './types/tasmota/tasmota-climate.ts';
import { tasmotaPlug } from './types/tasmota/tasmota-plug.ts';
import { tasmotaThreePhase } from './types/tasmota/tasmota-three-phase.ts';
import { waterMeter } from './types/water-meter.ts';
import { weatherStation } from './types/weather-station.ts';
import { zigbeeAir } from './types/zigbee/zigbee-air.ts';
import { zigbeeClimate } from './types/zigbee/zigbee-climate.ts';
import { zigbeePlug } from './types/zigbee/zigbee-plug.ts';
import { zigbee2mqttBridge } from './types/zigbee/zigbee2mqtt-bridge.ts';

/** Every kind of device that Vigie knows, by id. A new kind is one file in `types/` and one line here. */
export const catalogue: ReadonlyMap<string, DeviceType> = new Map(
  [
    airQuality,
    apcUps,
    arubaInstant,
    avamarGrid,
    avamarMember,
    climate,
    dataDomain,
    dellIdrac,
    dnsName,
    electricityMeter,
    gasMeter,
    heatMeter,
    hostPing,
    hpeIlo,
    linkyTasmota,
    linkyZlinkyHistorique,
    linkyZlinkyStandard,
    linkyZlinkyThreePhase,
    linuxHost,
    lorawanGasPulses,
    lorawanHeatMeter,
    lorawanWaterPulses,
    meraki,
    merakiAp,
    mikrotik,
    milesightAm107,
    milesightAm319,
    milesightCt101,
    milesightEm300Di,
    milesightEm300DiGas,
    milesightEm300Th,
    milesightEm500Co2,
    networkEquipment,
    qnapNas,
    ruckusSmartzone,
    ruckusUnleashed,
    shellyClimate,
    shellyEm,
    shellyEmReversed,
    shellyPlug,
    shellyPro3em,
    shellyPro3emReversed,
    siteLine,
    sophosFirewall,
    sophosMember,
    sophosUtm,
    sparkplugNode,
    synologyNas,
    tasmotaClimate,
    tasmotaPlug,
    tasmotaThreePhase,
    tcpService,
    ucopia,
    unifiAp,
    ups,
    vmwareEsxi,
    waterMeter,
    weatherStation,
    webSite,
    windowsHost,
    zigbee2mqttBridge,
    zigbeeAir,
    zigbeeClimate,
    zigbeePlug,
  ].map((type) => [type.id, type]),
);
