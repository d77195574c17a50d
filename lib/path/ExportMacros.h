//===-- ExportMacros.h - Macros whose header is missing ---------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Build systems generate the header that defines a library's export macro.
/// Where that header is missing or still empty, `class FOO_EXPORT Gateway {`
/// reads as a variable, and the class with all its members is lost. So from the
/// first missing or empty header on, names that can only be such macros are
/// defined as nothing before they are parsed.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_EXPORTMACROS_H
#define NETTIDY_LIB_PATH_EXPORTMACROS_H

namespace clang {
class Preprocessor;
} // namespace clang

namespace nettidy::path {

/// Watches the files that \p PP enters; costs nothing where no header is
/// missing. To be called before parsing starts.
void defineLostExportMacros(clang::Preprocessor &PP);

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_EXPORTMACROS_H
