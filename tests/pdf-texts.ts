/** The texts of each page of a PDF that is not compressed, as they were put there. */
export function textsOf(pdf: Buffer): string[][] {
  const winAnsi = new TextDecoder('windows-1252');
  return [...pdf.toString('latin1').matchAll(/stream\n(.*?)endstream/gs)].map(([, content = '']) =>
    [...content.matchAll(/\[(.*?)\] TJ/g)].map(([, shown = '']) => {
      const hex = [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, part = '']) => part).join('');
      return winAnsi.decode(Buffer.from(hex, 'hex'));
    }),
  );
}
