"""From what a page shows to HTML: templates, words, files that browsers keep."""
