#include "leaking.h"

void use(void) { leak_bad(); }
