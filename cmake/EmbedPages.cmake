# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Writes the pages of the checks and the HTML report's as C++ text:
# -DOUTPUT=... -DFOLDER=... -DREPORT=...
file(GLOB PAGES ${FOLDER}/net-*.md)
list(SORT PAGES)
set(TEXT "#include \"gate/CheckPages.h\"\n\n")
string(APPEND TEXT "static const nettidy::gate::CheckPage Pages[] = {\n")
foreach(PAGE ${PAGES})
  get_filename_component(NAME ${PAGE} NAME_WE)
  file(READ ${PAGE} CONTENT)
  string(APPEND TEXT "{\"${NAME}\", R\"page(${CONTENT})page\"},\n")
endforeach()
string(APPEND TEXT "};\n\nllvm::ArrayRef<nettidy::gate::CheckPage>\n"
  "nettidy::gate::checkPages() { return Pages; }\n")
file(READ ${REPORT} CONTENT)
string(APPEND TEXT "\nllvm::StringRef nettidy::gate::htmlTemplate() {\n"
  "  return R\"page(${CONTENT})page\";\n}\n")
file(WRITE ${OUTPUT} "${TEXT}")
