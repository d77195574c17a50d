# cmake -DFOLDER=lib/models -DOUTPUT=EmbeddedModels.cpp -P EmbedModels.cmake
# writes the text of every model into one C++ file.
file(GLOB MODELS ${FOLDER}/*.yaml)
list(SORT MODELS)
set(TEXTS "")
set(COUNT 0)
foreach(MODEL IN LISTS MODELS)
  file(READ ${MODEL} TEXT)
  get_filename_component(NAME ${MODEL} NAME)
  string(APPEND TEXTS "    {\"${NAME}\", R\"__yaml__(${TEXT})__yaml__\"},\n")
  math(EXPR COUNT "${COUNT} + 1")
endforeach()
if(COUNT EQUAL 0)
  set(ARRAY "")
  set(RESULT "{}")
else()
  set(ARRAY "
static const std::pair<llvm::StringRef, llvm::StringRef> Texts[] = {
${TEXTS}};
")
  set(RESULT "Texts")
endif()
file(WRITE ${OUTPUT} "// Generated from lib/models/*.yaml by cmake/EmbedModels.cmake.
#include \"model/EmbeddedModels.h\"
${ARRAY}
llvm::ArrayRef<std::pair<llvm::StringRef, llvm::StringRef>>
nettidy::model::embeddedModelTexts() {
  return ${RESULT};
}
")
