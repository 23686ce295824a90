/** Lines that stand where text will be, as wide as they are told: no layout shift when it arrives. */
Component({
  properties: {
    /** Widths in per cent, one for each line, no two the same. */
    widths: { type: Array, value: [60, 90, 40] as number[] },
  },
});
