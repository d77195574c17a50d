//===-- CommandRepair.h - Compile commands as Clang wants them -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// Commands of a database are those of the project's build, whose compiler need
/// not be Clang and is seldom this one.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_COMMANDREPAIR_H
#define NETTIDY_LIB_GATE_COMMANDREPAIR_H

#include "gate/CompileDatabase.h"
#include <set>

namespace nettidy::gate {

/// Removes what stands before the compiler, as `icecc`, `env A=B` or libtool, and
/// precompiled headers, which only the compiler that made them can read.
void repairCommand(CompileCommand &Command);

/// Whether what is compiled is neither C nor C++: assembly, resources, ...
bool isOtherLanguage(const CompileCommand &Command);

/// Whether two commands differ in nothing but the names of what they write.
bool isSameAnalysis(const CompileCommand &A, const CompileCommand &B);

/// What Clang complains of in a command, and how to do without; see complaintOf.
using Complaints = std::set<std::string>;

/// What a message of the compiler says of a flag that only another compiler knows;
/// empty when it speaks of something else. \p Name is that of the diagnostic.
std::string complaintOf(llvm::StringRef Name, llvm::StringRef Level,
                        llvm::StringRef Message);

/// The words of a command without what is complained of, and without errors that
/// are warnings elsewhere.
std::vector<std::string> withoutComplaints(llvm::ArrayRef<std::string> Words,
                                           const Complaints &All);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_COMMANDREPAIR_H
