import type { BrandVariants } from '@fluentui/react-components';

/** The accent of Daybook until the operator chooses another. */
export const defaultAccent = '#0f6a6f';

/** Lightness of the sixteen shades in OKLab, in which equal steps look equal whatever the hue: 80 bears white text. */
const lightness = [
  0.14, 0.18, 0.22, 0.27, 0.32, 0.37, 0.42, 0.47, 0.53, 0.59, 0.65, 0.71, 0.77, 0.83, 0.89, 0.95,
];

/** Sixteen shades of one accent color (`#rrggbb`), as Fluent's themes take them. */
export function shadesOf(accent: string): BrandVariants {
  const [a, b] = hueOf(accent);
  const shades = lightness.map((light, at) => {
    // Very dark and very light shades hold less color than the middle ones.
    const share = 1 - Math.abs(at - 7) / 12;
    return [(at + 1) * 10, hexOf(light, a * share, b * share)];
  });
  return Object.fromEntries(shades) as BrandVariants;
}

/** The two color axes of OKLab (Björn Ottosson, 2020). */
function hueOf(hex: string): [a: number, b: number] {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function hexOf(light: number, a: number, b: number): string {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
    .map((part) => Math.min(1, Math.max(0, part)))
    .map((part) => (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055))
    .reduce(
      (hex, part) =>
        hex +
        Math.round(part * 255)
          .toString(16)
          .padStart(2, '0'),
      '#',
    );
}
