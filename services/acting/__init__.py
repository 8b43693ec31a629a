"""Acts made of what people typed, recorded in their name, and what is begun of them."""
