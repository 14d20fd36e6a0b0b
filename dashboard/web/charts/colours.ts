/** CSS variables hold `light-dark(…)`: a probe turns them into the colour of the moment. */
export function colorOf(near: HTMLElement): (variable: string) => string {
  const probe = near.parentElement ?? near;
  return (variable) => {
    probe.style.setProperty('--asked-color', `var(${variable})`);
    return getComputedStyle(probe).getPropertyValue('outline-color') || '#000';
  };
}

/** `rgb(1, 2, 3)`, as the browser resolves every colour, a part transparent. */
export function withAlpha(color: string, alpha: number): string {
  return color.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`);
}

/** How much larger than 16 px the reader has text, 1 for not. */
export function rootScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}
