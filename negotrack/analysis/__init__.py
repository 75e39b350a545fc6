"""Pure functions over the model: what follows from the records, at a day, for two sides."""
