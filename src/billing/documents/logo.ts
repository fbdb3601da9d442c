import { crc32 } from 'node:zlib';

const pngStart = Buffer.from('89504e470d0a1a0a', 'hex');
const jpegStart = Buffer.from('ffd8ff', 'hex');
const jpegEnd = Buffer.from('ffd9', 'hex');

/**
 * What says whether documents can print an image: a PNG or a JPEG, whole. It is checked before anything is drawn,
 * because the library unpacks a PNG with transparency only while it writes, and a broken one would end the process.
 */
export async function logoCheck(): Promise<(content: Buffer) => boolean> {
  // Loaded here only, as in page.ts.
  const { default: PDFDocument } = await import('pdfkit');
  return (content) => isWhole(content) && canDraw(new PDFDocument(), content);
}

function isWhole(content: Buffer): boolean {
  const isPng = content.subarray(0, pngStart.length).equals(pngStart);
  const isJpeg = content.subarray(0, jpegStart.length).equals(jpegStart);
  if (!isPng && !(isJpeg && content.subarray(-jpegEnd.length).equals(jpegEnd))) return false;
  return !isPng || isWholePng(content);
}

function canDraw(pdf: PDFKit.PDFDocument, image: Buffer): boolean {
  try {
    pdf.image(image);
    return true;
  } catch {
    return false;
  }
}

/** Chunks of length, type, data and the checksum of type and data, until the one that ends the image. */
function isWholePng(content: Buffer): boolean {
  let at = pngStart.length;
  while (at + 12 <= content.length) {
    const end = at + 8 + content.readUInt32BE(at);
    if (end + 4 > content.length) return false;
    if (crc32(content.subarray(at + 4, end)) !== content.readUInt32BE(end)) return false;
    if (content.toString('latin1', at + 4, at + 8) === 'IEND') return true;
    at = end + 4;
  }
  return false;
}
