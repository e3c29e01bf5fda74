// The one way in which shares are written.

/** 87.5%, 60%: at most one decimal; nothing short of all is called 100%. */
export function asPercent(value: number): string {
  const tenths = Math.round(value * 10) / 10
  return `${tenths === 100 && value < 100 ? 99.9 : tenths}%`
}
