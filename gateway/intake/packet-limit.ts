import type { Client } from 'aedes';

/** What we need of mqtt-packet's parser, which has no size limit of its own. */
interface Parser {
  packet: { length: number };
  error: Error | null;
  _parseLength(): boolean;
  _emitError(error: Error): boolean;
}

/**
 * Ends a connection whose packet announces more than `bytes`, by its length prefix, before it is buffered.
 * May be called again with another limit.
 */
export function limitPackets(client: Client, bytes: number): void {
  // aedes keeps its parser private and mqtt-packet its states; both are pinned and test/platform/intake/limits covers this
  const parser = (client as unknown as { _parser: Parser })._parser;
  const parseLength = Object.getPrototypeOf(parser)._parseLength;
  parser._parseLength = function limited(this: Parser) {
    const complete: boolean = parseLength.call(this);
    if (complete && this.packet.length > bytes) {
      return this._emitError(new Error(`a packet of ${this.packet.length} bytes, at most ${bytes} are taken`));
    }
    return complete;
  };
}
