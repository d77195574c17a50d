#include "shared.h"

int two(void) { return probe(2); }
