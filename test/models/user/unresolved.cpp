// Names that a header of the library should declare and does not.
//
// RUN: %clang_tidy --quiet --load=%tidy_plugin --checks=-*,net-unclosed-connection \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/unresolved.yaml'}}" \
// RUN:   %s -- -I%S/Inputs 2>&1 | sort | %FileCheck %s --implicit-check-not=warning:
//
// The analyzer says the same.
// RUN: %analyze -Xclang -analyzer-config \
// RUN:   -Xclang net:ExtraModels=%S/Inputs/unresolved.yaml -I%S/Inputs %s 2>&1 \
// RUN:   | grep warning: | sort | %FileCheck %s --implicit-check-not=warning:
//
// Without the header nobody can tell.
// RUN: %check_tidy %S/../Inputs/empty.c net-unclosed-connection %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/unresolved.yaml'}}"

#include "wire.h"

// CHECK: warning: {{.*}}unresolved.yaml:11:28: function 'wire_shut' is not declared by the headers of Wire
// CHECK: warning: {{.*}}unresolved.yaml:16:13: method 'wire::stream::send' is not declared by the headers of Wire
// CHECK: warning: {{.*}}unresolved.yaml:20:13: option 'WIRE_TIMEOUT' is not declared by the headers of Wire
// CHECK: warning: {{.*}}unresolved.yaml:7:14: class 'wire::stream' is not declared by the headers of Wire
