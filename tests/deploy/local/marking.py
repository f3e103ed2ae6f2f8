"""A reviewed contract on the page, and what a person does to mark and correct it."""

from __future__ import annotations

from typing import Any

import requests

from .conftest import PATIENCE

# The middle of the first and of the last letter of words on a page, in pixels.
PLACE = """([number, words]) => {
    const layer = document.querySelector(`[data-page="${number}"] .textLayer`);
    const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
    const letters = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        [...node.data].forEach((letter, at) => letter.trim() && letters.push([letter, node, at]));
    const start = letters.map(one => one[0]).join('').indexOf(words.replace(/\\s/g, ''));
    if (start < 0) throw new Error(`${words} is not on the page`);
    const at = ([, node, offset], side) => {
        const range = document.createRange();
        range.setStart(node, offset);
        range.setEnd(node, offset + 1);
        const {left, right, top, bottom} = range.getBoundingClientRect();
        return [side ? right - 1 : left + 1, (top + bottom) / 2];
    };
    const last = letters[start + words.replace(/\\s/g, '').length - 1];
    letters[start][1].parentElement.scrollIntoView({block: 'center'});
    return [at(letters[start], 0), at(last, 1)];
}"""


class Marking:
    """One contract's review, open in a browser."""

    def __init__(self, page: Any, url: str, contract_id: str) -> None:
        self.page, self.id = page, contract_id
        self.address = f"{url}/contracts/{contract_id}/marks"
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{url}/#/contracts/{contract_id}")
        self.wait_until_drawn()

    def wait_until_drawn(self) -> None:
        self.page.wait_for_selector(".textLayer", state="attached")

    def reload(self) -> None:
        self.page.reload()
        self.wait_until_drawn()

    def wait_until_kept(self) -> dict[str, Any]:
        """All marks, once the service has them."""
        self.page.wait_for_selector(".keeping:has-text('Marks are saved')", state="attached")
        kept: dict[str, Any] = requests.get(self.address).json()["marks"]
        return kept

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def select(self, number: int, words: str) -> None:
        """Drags over words on a page."""
        self.page.locator(f'[data-page="{number}"]').scroll_into_view_if_needed()  # pages far away are not drawn
        self.page.wait_for_selector(f'[data-page="{number}"] .textLayer', state="attached")
        self.page.evaluate(PLACE, [number, words])
        self.page.wait_for_timeout(100)  # the scrolling has been drawn
        (x0, y0), (x1, y1) = self.page.evaluate(PLACE, [number, words])
        self.page.mouse.move(x0, y0)
        self.page.mouse.down()
        self.page.mouse.move(x1, y1, steps=5)
        self.page.mouse.up()
        self.page.wait_for_selector(".selection .words")

    def open_clause(self, words: str) -> None:
        self.page.click("#tab-clauses")
        self.page.click(f".clause:has-text({words!r}) >> nth=0")


def clear(url: str, contract_id: str) -> None:
    """Takes all marks away."""
    address = f"{url}/contracts/{contract_id}/marks"
    if marks := requests.get(address).json()["marks"]:
        requests.patch(address, json={"marks": dict.fromkeys(marks)}).raise_for_status()
