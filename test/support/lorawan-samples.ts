/** ChirpStack's uplink of an AM107, as its documentation shows one. */
export const chirpstackUp = `{ "deduplicationId": "3ac7e3c4-4401-4b8d-9386-a5c902f9202d", "time": "2022-07-18T09:34:15.775023242+00:00",
  "deviceInfo": { "tenantId": "52f1…", "tenantName": "ChirpStack", "applicationId": "17c8…", "applicationName": "Mairies",
    "deviceProfileId": "1485…", "deviceProfileName": "AM107", "deviceName": "Classe CM2", "devEui": "24e124707c1a0001", "deviceClassEnabled": "CLASS_A", "tags": { "site": "ecole" } },
  "devAddr": "00189440", "adr": true, "dr": 1, "fCnt": 4, "fPort": 85, "confirmed": false,
  "data": "AXVcA2c0AQRoZQVqSQAGZRwAeQAUAAd95wQIfQcACXM/Jw==",
  "rxInfo": [ { "gatewayId": "0016c001f153a14c", "uplinkId": 4217106255, "rssi": -36, "snr": 10.5, "context": "E3OWOQ==", "metadata": { "region_name": "eu868" } } ],
  "txInfo": { "frequency": 867100000, "modulation": { "lora": { "bandwidth": 125000, "spreadingFactor": 11, "codeRate": "CR_4_5" } } } }`;

/** The Things Stack's uplink of an EM300-DI on a water meter. */
export const theThingsStackUp = `{ "end_device_ids": { "device_id": "compteur-eau-1", "application_ids": { "application_id": "mairies" }, "dev_eui": "24E124136B320001",
    "join_eui": "24E124C0002A0001", "dev_addr": "00BCB929" },
  "correlation_ids": [ "as:up:01E0WZGT6Y7657CPFPE5WEYDSQ" ], "received_at": "2026-02-12T15:15:45.935284891Z",
  "uplink_message": { "session_key_id": "AXA50GTq", "f_cnt": 1, "f_port": 85, "frm_payload": "BeEKAGQAAMAcRA==", "decoded_payload": { "water": 627 },
    "rx_metadata": [ { "gateway_ids": { "gateway_id": "gtw1", "eui": "9C5C8E00001A05C4" }, "time": "2026-02-12T15:15:45.787Z", "rssi": -35, "channel_rssi": -35, "snr": 5.2 } ],
    "settings": { "data_rate": { "lora": { "bandwidth": 125000, "spreading_factor": 7 } }, "frequency": "868300000" },
    "received_at": "2026-02-12T15:15:45.730Z", "consumed_airtime": "0.056576s", "network_ids": { "tenant_id": "tenant1" } } }`;
