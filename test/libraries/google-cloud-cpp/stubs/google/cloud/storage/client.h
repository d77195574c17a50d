// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of google-cloud-cpp, which Debian does not have: the names and
// signatures of release 2.44, without what they do.

#pragma once

#include <map>
#include <memory>
#include <string>

namespace google {
namespace cloud {
inline namespace v2_44 {
class Options {};
template <typename T> class StatusOr {
public:
  bool ok() const;
};
} // namespace v2_44
namespace storage {
inline namespace v2_44 {
class ObjectMetadata {};
class Client {
public:
  explicit Client(Options opts = {});
  template <typename... Parameters>
  StatusOr<ObjectMetadata> GetObjectMetadata(std::string const &bucket_name,
                                             std::string const &object_name,
                                             Parameters &&...parameters);
  template <typename... Parameters>
  StatusOr<ObjectMetadata>
  InsertObject(std::string const &bucket_name, std::string const &object_name,
               std::string contents, Parameters &&...parameters);

private:
  std::shared_ptr<int> connection_;
};
} // namespace v2_44
} // namespace storage
} // namespace cloud
} // namespace google
