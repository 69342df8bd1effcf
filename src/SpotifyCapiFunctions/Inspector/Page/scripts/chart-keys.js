// The time of the bar that was read last, so that a chart that is drawn anew stays at it.
let place;

export function barAtPlace(bars) {
  return bars.find((bar) => bar.at === place);
}

// Left and right go from bar to bar, Home and End to the ends.
export function barKeys(bars, show) {
  return (press) => {
    const at = bars.findIndex((bar) => bar.at === place);
    const before = at < 0 ? bars.length - 1 : at - 1;
    const bar = bars[{ ArrowRight: at + 1, ArrowLeft: before, Home: 0, End: bars.length - 1 }[press.key]];
    if (bar) {
      press.preventDefault();
      place = bar.at;
      show(bar);
    }
  };
}
