// Holds the text that was reviewed, and finds the position in it of words that the user selected on a page. The service counts
// characters as Unicode code points, JavaScript as UTF-16 units: everything here is in code points.

const CONTEXT = 80; // letters before and after that distinguish two occurrences of the same words
const ENDS = 40; // letters at both ends of words that are not found as a whole because a footer is among them
const STRETCH = 3; // in the text, such words are at most this many times as long

export class ReviewedText {
  constructor(text) {
    this.points = [...text];
  }

  // Made when words are first looked up: it takes a while, and a text that is only read needs none.
  index() {
    if (this.letters !== undefined) return;
    const found = [];
    this.at = []; // the code point index of each letter
    this.points.forEach((point, index) => {
      for (const letter of letters(point)) {
        found.push(letter);
        this.at.push(index);
      }
    });
    this.letters = found.join("");
  }

  slice([start, end]) {
    return this.points.slice(start, end).join("");
  }

  // The intervals of the paragraphs, in order; empty ones are left out.
  paragraphs() {
    const found = [];
    let start = 0;
    for (let at = 0; at <= this.points.length; at++) {
      if (at < this.points.length && this.points[at] !== "\n") continue;
      if (at > start) found.push([start, at]);
      start = at + 1;
    }
    return found;
  }

  // The interval without white space at its ends, extended to whole words; null if nothing is left.
  wholeWords([start, end]) {
    while (start < end && !this.points[start].trim()) start++;
    while (start < end && !this.points[end - 1].trim()) end--;
    return start < end ? this.widened(start, end) : null;
  }

  // The interval of these words, whole words only; of several occurrences, the one between `before` and `after`. Null
  // if there is none.
  locate(words, before = "", after = "") {
    const wanted = letters(words);
    if (!wanted) return null;
    this.index();
    const places = this.places(wanted);
    const found = places.length ? this.likeliest(places, letters(before), letters(after)) : this.stretched(wanted, letters(before));
    if (!found) return null;
    return this.widened(this.at[found[0]], this.at[found[1] - 1] + 1, words.trim().at(-1));
  }

  places(wanted) {
    const places = [];
    for (let at = this.letters.indexOf(wanted); at >= 0; at = this.letters.indexOf(wanted, at + 1)) places.push([at, at + wanted.length]);
    return places;
  }

  likeliest(places, before, after) {
    const [ahead, behind] = [[...before.slice(-CONTEXT)].reverse().join(""), after.slice(0, CONTEXT)];
    const agreement = ([start, end]) =>
      shared([...this.letters.slice(Math.max(0, start - CONTEXT), start)].reverse().join(""), ahead) + shared(this.letters.slice(end, end + CONTEXT), behind);
    return places.reduce((best, place) => (agreement(place) > agreement(best) ? place : best));
  }

  stretched(wanted, before) {
    const length = Math.min(ENDS, Math.floor(wanted.length / 3));
    if (length < 4) return null;
    const starts = this.places(wanted.slice(0, length));
    if (!starts.length) return null;
    const [start] = this.likeliest(starts, before, "");
    const tail = wanted.slice(-length);
    const end = this.letters.indexOf(tail, start);
    return end < 0 || end - start > STRETCH * wanted.length ? null : [start, end + length];
  }

  // Extends the interval to whole words, and to the punctuation mark that was selected last.
  widened(start, end, last) {
    while (start > 0 && isLetter(this.points[start - 1]) && isLetter(this.points[start])) start--;
    while (end < this.points.length && isLetter(this.points[end]) && isLetter(this.points[end - 1])) end++;
    if (last && !isLetter(last) && this.points[end] === last) end++;
    return [start, end];
  }
}

function shared(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}

// Letters and digits only, in lower case: ligatures, hyphens at line ends and white space differ between readers. Marks
// are kept under digests of these: with another rule they would not be found again.
export function letters(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function isLetter(point) {
  return /[\p{L}\p{N}]/u.test(point);
}
