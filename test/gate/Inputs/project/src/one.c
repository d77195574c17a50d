#include "shared.h"

int one(void) { return probe(1); }
