# Not yet checked by a reader from the place.
sign-in = ចូល
