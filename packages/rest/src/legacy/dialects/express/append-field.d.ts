declare module "append-field" {
  /** Puts a form's value where its name says, such as `a[b][]`. Throws where that is impossible. */
  export default function appendField(store: object, name: string, value: string): void;
}
