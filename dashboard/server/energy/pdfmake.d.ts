/** The part of pdfmake 0.3 that is used here; it brings no types of its own. */
declare module 'pdfmake' {
  export type Content =
    | string
    | readonly Content[]
    | {
        readonly text?: Content;
        readonly stack?: readonly Content[];
        readonly columns?: readonly Content[];
        readonly table?: {
          readonly body: readonly (readonly Content[])[];
          readonly widths?: readonly (string | number)[];
          readonly headerRows?: number;
        };
        readonly canvas?: readonly object[];
        readonly layout?: string;
        readonly style?: string;
        readonly bold?: boolean;
        readonly color?: string;
        readonly alignment?: 'left' | 'right' | 'center';
        readonly fontSize?: number;
        readonly margin?: readonly [number, number, number, number];
        readonly width?: string | number;
        readonly columnGap?: number;
        readonly link?: string;
      };
  export interface Definition {
    readonly info: { readonly title: string; readonly author: string; readonly creationDate: Date };
    readonly lang?: string;
    readonly pageSize: string;
    readonly pageMargins: readonly [number, number, number, number];
    readonly defaultStyle?: object;
    readonly styles?: Readonly<Record<string, object>>;
    readonly footer?: Content;
    readonly content: readonly Content[];
  }
  const pdfmake: {
    setFonts(fonts: object): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    createPdf(definition: Definition): { getBuffer(): Promise<Buffer> };
  };
  export default pdfmake;
}
declare module 'pdfmake/fonts/Roboto.js' {
  const fonts: { readonly Roboto: Readonly<Record<string, string>> };
  export default fonts;
}
