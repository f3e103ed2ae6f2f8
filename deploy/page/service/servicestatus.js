// Shows the state of the reviewing service, if config.json gives an address for it: the queue and workers of `local`.

import { h, plural, svg } from "../shared/dom.js";

const SECONDS = 1;
const [WIDTH, HEIGHT] = [240, 36];

export class ServiceStatus {
  constructor(url) {
    this.url = url;
    this.text = h("span", { class: "soft small" });
    this.chart = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "img", "aria-label": "Contracts in the queue over the last minutes" });
    this.node = h("div", { class: "service" }, this.chart, this.text);
  }

  start() {
    const look = async () => {
      if (document.visibilityState === "visible" && this.node.isConnected) await this.look().catch(() => {});
      setTimeout(look, SECONDS * 1000);
    };
    look();
  }

  async look() {
    const { now, minutes } = await (await fetch(this.url)).json();
    const starting = Math.max(0, now.wanted - now.in_service);
    const workers = starting ? `${plural(now.in_service, "worker")}, ${starting} starting` : plural(now.in_service, "worker");
    this.text.textContent = `${now.waiting} waiting, ${now.working} in progress, ${workers}`;
    const last = minutes.slice(-60);
    const most = Math.max(1, ...last.map((minute) => minute.waiting + minute.working));
    const step = WIDTH / 60;
    const bars = last.map((minute, at) => {
      const high = ((minute.waiting + minute.working) / most) * (HEIGHT - 4);
      return svg("rect", { x: at * step, y: HEIGHT - high, width: step - 1, height: high, rx: 1 });
    });
    this.chart.replaceChildren(svg("line", { x1: 0, y1: HEIGHT - 0.5, x2: WIDTH, y2: HEIGHT - 0.5 }), ...bars);
  }
}
