// Tells Word files, which have no fixed pages, by their names.

export function isWord(name) {
  return /\.docx$/i.test(name);
}
