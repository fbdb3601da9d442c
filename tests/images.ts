import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PNG of 4 by 2 points in one color, with or without transparency. */
export function pngImage({ isTransparent }: { readonly isTransparent: boolean }): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(4, 0);
  header.writeUInt32BE(2, 4);
  header.set([8, isTransparent ? 6 : 2, 0, 0, 0], 8);
  const row = Buffer.from([
    0,
    ...Array.from({ length: 4 }, () => (isTransparent ? [20, 60, 90, 128] : [20, 60, 90])).flat(),
  ]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    ...[
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.concat([row, row]))),
      chunk('IEND', Buffer.alloc(0)),
    ],
  ]);
}

/** The frame of a JPEG of 4 by 2 points. */
export const jpegImage = Buffer.from('ffd8ffc00011080002000403011100021100031100ffd9', 'hex');
