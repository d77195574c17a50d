# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What is installed, as a package for find_package and as a .deb. Each LLVM
# major has a folder of its own, so that several can be installed at once.
include(CMakePackageConfigHelpers)
set(FOLDER lib/nettidy-${NETTIDY_LLVM})

function(nettidy_config PREFIX PROGRAM PLUGIN DESTINATION OUTPUT)
  set(NETTIDY_PROGRAM ${PROGRAM})
  set(NETTIDY_PLUGIN ${PLUGIN})
  configure_package_config_file(
    ${PROJECT_SOURCE_DIR}/integration/cmake/nettidyConfig.cmake.in
    ${OUTPUT}/nettidyConfig.cmake
    INSTALL_PREFIX ${PREFIX} INSTALL_DESTINATION ${DESTINATION}
    PATH_VARS NETTIDY_PROGRAM NETTIDY_PLUGIN)
  write_basic_package_version_file(${OUTPUT}/nettidyConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
endfunction()

set(TIDY_PLUGIN lib/nettidy-tidy-${NETTIDY_LLVM}.so)
# For a build folder: -Dnettidy_DIR=build/llvm-22/cmake.
nettidy_config(${CMAKE_BINARY_DIR} bin/nettidy ${TIDY_PLUGIN} cmake
  ${CMAKE_BINARY_DIR}/cmake)
nettidy_config(${CMAKE_INSTALL_PREFIX} ${FOLDER}/bin/nettidy
  ${FOLDER}/${TIDY_PLUGIN} ${FOLDER}/cmake ${CMAKE_BINARY_DIR}/install)

install(TARGETS nettidy DESTINATION ${FOLDER}/bin)
install(TARGETS nettidy-tidy-${NETTIDY_LLVM} nettidy-analyzer-${NETTIDY_LLVM}
  DESTINATION ${FOLDER}/lib)
install(FILES ${CMAKE_BINARY_DIR}/install/nettidyConfig.cmake
  ${CMAKE_BINARY_DIR}/install/nettidyConfigVersion.cmake
  DESTINATION ${FOLDER}/cmake)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE
  DESTINATION share/doc/nettidy-llvm${NETTIDY_LLVM} RENAME copyright)
# Diagnostics in editors link to these.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/checks DESTINATION ${FOLDER}/docs
  FILES_MATCHING PATTERN "net-*.md")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/integration/bazel DESTINATION ${FOLDER})

# The programs, by names that tell which LLVM is theirs.
set(PROGRAMS nettidy)
foreach(RELINKED nettidy-clang-tidy nettidy-clangd)
  if(TARGET ${RELINKED})
    install(TARGETS ${RELINKED} DESTINATION ${FOLDER}/bin)
    list(APPEND PROGRAMS ${RELINKED})
  endif()
endforeach()
foreach(PROGRAM ${PROGRAMS})
  file(CREATE_LINK ../${FOLDER}/bin/${PROGRAM}
    ${CMAKE_BINARY_DIR}/install/${PROGRAM}-${NETTIDY_LLVM} SYMBOLIC)
  install(FILES ${CMAKE_BINARY_DIR}/install/${PROGRAM}-${NETTIDY_LLVM}
    DESTINATION bin)
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME nettidy-llvm${NETTIDY_LLVM})
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The nettidy developers <nettidy@nettidy.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "Finds network mistakes in C and C++, with clang-tidy ${NETTIDY_LLVM}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# The plugins leave their references to LLVM open, so that no tool sees this.
# libclang-common has the compiler's own headers.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "clang-tidy-${NETTIDY_LLVM}, libclang-cpp${NETTIDY_LLVM}, \
libllvm${NETTIDY_LLVM}, libclang-common-${NETTIDY_LLVM}-dev, libstdc++6, libc6")
set(CPACK_DEBIAN_COMPRESSION_TYPE gzip)
set(CPACK_STRIP_FILES ON)
include(CPack)
