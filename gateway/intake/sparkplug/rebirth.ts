import protobuf from 'protobufjs/minimal.js';

/** The payload of an NCMD that asks an edge node for its births: `Node Control/Rebirth` = true. */
export function rebirthCommand(now: number): Uint8Array {
  const metric = protobuf.Writer.create();
  metric.uint32(10).string('Node Control/Rebirth'); // 1 name
  metric.uint32(24).uint64(now); // 3 timestamp
  metric.uint32(32).uint32(11); // 4 datatype: Boolean
  metric.uint32(112).bool(true); // 14 boolean_value
  const payload = protobuf.Writer.create();
  payload.uint32(8).uint64(now); // 1 timestamp
  payload.uint32(18).bytes(metric.finish()); // 2 metrics
  return payload.finish();
}
