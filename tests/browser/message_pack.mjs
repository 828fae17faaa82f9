// MessagePack as the protocol uses it: enough to write a request and to read an answer in a test.

export function encode(value) {
  const out = [];
  write(value, out);
  return Uint8Array.from(out);
}

function write(value, out) {
  if (value === null) out.push(0xc0);
  else if (typeof value === 'boolean') out.push(value ? 0xc3 : 0xc2);
  else if (typeof value === 'number') {
    out.push(0xd3);
    const view = new DataView(new ArrayBuffer(8));
    view.setBigInt64(0, BigInt(value));
    for (let i = 0; i < 8; i++) out.push(view.getUint8(i));
  } else if (typeof value === 'string') {
    const bytes = new TextEncoder().encode(value);
    write_size(0xdb, bytes.length, out);
    for (const byte of bytes) out.push(byte);
  } else if (value instanceof Uint8Array) {
    write_size(0xc6, value.length, out);
    for (const byte of value) out.push(byte);
  } else if (Array.isArray(value)) {
    write_size(0xdd, value.length, out);
    for (const entry of value) write(entry, out);
  } else {
    const entries = Object.entries(value);
    write_size(0xdf, entries.length, out);
    for (const [key, entry] of entries) {
      write(key, out);
      write(entry, out);
    }
  }
}

function write_size(type, size, out) {
  out.push(type, (size >>> 24) & 255, (size >>> 16) & 255, (size >>> 8) & 255, size & 255);
}

/** Long bytes lie behind what is MessagePack, as core/format/message_pack_writer.hpp says. */
export function decode(bytes) {
  if (bytes[0] !== 0xc1) return decode_message(bytes, new Uint8Array());
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(1));
  return decode_message(bytes.subarray(9, 9 + size), bytes.subarray(9 + size));
}

function decode_message(bytes, contents) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (size) => bytes.subarray(at, (at += size));
  const number = (size, get) => {
    at += size;
    return Number(view[get](at - size));
  };
  const text = (size) => new TextDecoder().decode(take(size));
  const list = (size) => Array.from({ length: size }, read);
  const map = (size) => Object.fromEntries(Array.from({ length: size }, () => [read(), read()]));
  function read() {
    const type = number(1, 'getUint8');
    if (type < 0x80) return type;
    if (type < 0x90) return map(type & 15);
    if (type < 0xa0) return list(type & 15);
    if (type < 0xc0) return text(type & 31);
    if (type >= 0xe0) return type - 256;
    switch (type) {
      case 0xc0: return null;
      case 0xc2: return false;
      case 0xc3: return true;
      case 0xc4: return take(number(1, 'getUint8'));
      case 0xc5: return take(number(2, 'getUint16'));
      case 0xc6: return take(number(4, 'getUint32'));
      case 0xca: return number(4, 'getFloat32');
      case 0xcb: return number(8, 'getFloat64');
      case 0xcc: return number(1, 'getUint8');
      case 0xcd: return number(2, 'getUint16');
      case 0xce: return number(4, 'getUint32');
      case 0xcf: return number(8, 'getBigUint64');
      case 0xd0: return number(1, 'getInt8');
      case 0xd1: return number(2, 'getInt16');
      case 0xd2: return number(4, 'getInt32');
      case 0xd3: return number(8, 'getBigInt64');
      case 0xd8: {
        at += 1;
        const begin = number(8, 'getBigUint64'), size = number(8, 'getBigUint64');
        return contents.subarray(begin, begin + size);
      }
      case 0xd9: return text(number(1, 'getUint8'));
      case 0xda: return text(number(2, 'getUint16'));
      case 0xdb: return text(number(4, 'getUint32'));
      case 0xdc: return list(number(2, 'getUint16'));
      case 0xdd: return list(number(4, 'getUint32'));
      case 0xde: return map(number(2, 'getUint16'));
      case 0xdf: return map(number(4, 'getUint32'));
      default: throw new Error(`unknown MessagePack type ${type}`);
    }
  }
  return read();
}
