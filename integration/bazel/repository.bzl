# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The programs of nettidy as inputs of actions, from where they are installed."""

_BUILD = """package(default_visibility = ["//visibility:public"])

exports_files(["bin/nettidy"])
alias(name = "nettidy", actual = "bin/nettidy")
alias(name = "clang_tidy", actual = "llvm/bin/clang-tidy")
alias(name = "plugin", actual = "lib/nettidy-tidy-{llvm}.so")

# What clang-tidy needs beside itself: LLVM's libraries, and Clang's headers.
filegroup(name = "runtime", srcs = glob(["llvm/lib/**"]))

# The .clang-tidy, .nettidy.yaml and model files of the project:
#   build --@nettidy//:config=//:nettidy_config
label_flag(name = "config", build_setting_default = ":no_config")
filegroup(name = "no_config")
"""

def _impl(ctx):
    llvm = ctx.attr.llvm
    folder = ctx.attr.path or "/usr/lib/nettidy-" + llvm
    host = ctx.attr.llvm_path or "/usr/lib/llvm-" + llvm
    for name in ["bin/nettidy", "lib/nettidy-tidy-%s.so" % llvm]:
        ctx.symlink(folder + "/" + name, name)
    ctx.symlink(host + "/bin/clang-tidy", "llvm/bin/clang-tidy")
    for file in ctx.path(host + "/lib").readdir():
        name = file.basename
        if ".so." in name and name.startswith(("libLLVM", "libclang-cpp")):
            ctx.symlink(file, "llvm/lib/" + name)

    # The folder's name is the major, or in some packages the full version.
    for version in ctx.path(host + "/lib/clang").readdir():
        if version.basename.split(".")[0] == llvm:
            ctx.symlink(version, "llvm/lib/clang/" + version.basename)
    ctx.file("BUILD.bazel", _BUILD.format(llvm = llvm))
    ctx.file("WORKSPACE", "workspace(name = \"%s\")\n" % ctx.name)

nettidy_repository = repository_rule(
    implementation = _impl,
    local = True,
    attrs = {
        "llvm": attr.string(default = "22", doc = "The major of LLVM"),
        "path": attr.string(doc = "Where nettidy is; by default, where its " +
                                  "package puts it. A build folder does, too"),
        "llvm_path": attr.string(doc = "Where LLVM is"),
    },
)
