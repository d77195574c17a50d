// The headers of gRPC declare every name of the model.
//
// RUN: mkdir -p %t.gen
// RUN: protoc -I %root/test/libraries/grpc/Inputs --cpp_out=%t.gen --grpc_out=%t.gen \
// RUN:   --plugin=protoc-gen-grpc=/usr/bin/grpc_cpp_plugin %root/test/libraries/grpc/Inputs/shop.proto
// RUN: %clang -fsyntax-only -std=c++17 -I%t.gen -Xclang -load -Xclang %build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -verify %s

#include "shop.grpc.pb.cc"
#include "shop.pb.cc"
#include <grpcpp/alarm.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/security/tls_credentials_options.h>

// expected-remark@1 {{looked up the names of grpc}}
