// Text from the wire. React makes it a text node; characters that hide or turn text around are shown as escapes; long text is cut with the whole in the title.

const treacherous = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function visible(text: string): string {
  return text.replace(treacherous, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`);
}

export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

export function Wire({ text, length = 120, className = "" }: { text: string; length?: number; className?: string }) {
  const shown = visible(text);
  return <span className={`wire ${className}`} dir="ltr" title={shown.length > length ? shown : undefined}>{cut(shown, length)}</span>;
}
