//===-- UnboundedRead.h - Accepted connections read for ever ----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The part of net-unbounded-accept that looks at what a server does with the
/// connections it has accepted: it reads from them without any bound on time.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_UNBOUNDEDREAD_H
#define NETTIDY_CHECKS_UNBOUNDEDREAD_H

#include "ast/TranslationUnit.h"
#include "report/Finding.h"

namespace nettidy {

/// Reports accepted connections that are read from in blocking calls, where
/// nothing in the file bounds the time.
void reportUnboundedReads(TranslationUnit &TU, FindingSink &Sink,
                          llvm::StringRef Check);

} // namespace nettidy

#endif // NETTIDY_CHECKS_UNBOUNDEDREAD_H
