// Word files, which have no fixed pages.

export function isWord(name) {
  return /\.docx$/i.test(name);
}
