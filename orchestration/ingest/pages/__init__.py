"""A web page to the fields of one article: what it declares about itself, and its main text as it is printed."""
