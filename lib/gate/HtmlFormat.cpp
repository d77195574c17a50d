#include "gate/Formats.h"
namespace nettidy::gate { std::string formatHtml(const Report &, const Quotes &) { return ""; } }
