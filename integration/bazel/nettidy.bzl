# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""An aspect that analyses the sources of C and C++ targets.

    bazel build //... --aspects=@nettidy_rules//:nettidy.bzl%nettidy \\
        --output_groups=nettidy_check

Each source is one action of declared inputs and one report, with relative names,
so that it can be cached, shared and executed remotely. docs/bazel.md explains
it.
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "ACTION_NAMES")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

_C = ["c"]
_CPP = ["cc", "cpp", "cxx", "c++", "C"]

def _sources(ctx):
    return [
        file
        for target in getattr(ctx.rule.attr, "srcs", [])
        for file in target.files.to_list()
        if file.extension in _C + _CPP
    ]

def _flags(ctx, target, toolchain, is_c):
    """What the compiler of the target would be given, but for names of files."""
    context = target[CcInfo].compilation_context
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    cpp = ctx.fragments.cpp
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        user_compile_flags = cpp.copts + (cpp.conlyopts if is_c else cpp.cxxopts) +
                             getattr(ctx.rule.attr, "copts", []),
        include_directories = context.includes,
        quote_include_directories = context.quote_includes,
        system_include_directories = context.system_includes,
        framework_include_directories = context.framework_includes,
        preprocessor_defines = depset(transitive = [
            context.defines,
            context.local_defines,
        ]),
    )
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = ACTION_NAMES.c_compile if is_c else ACTION_NAMES.cpp_compile,
        variables = variables,
    )

def _environment(ctx):
    # Where LLVM's libraries are, for a machine that has none.
    return {"LD_LIBRARY_PATH": ctx.file._plugin.dirname + "/../llvm/lib"}

def _analyse(ctx, target, source, flags, headers):
    """The report of a source. Findings do not fail this; what is incomplete does."""
    report = ctx.actions.declare_file(
        "{}.nettidy/{}.json".format(target.label.name, source.short_path),
    )
    arguments = ctx.actions.args()
    arguments.add_all([
        ctx.executable._nettidy,
        "check",
        source,
        "--root=.",
        "-j",
        "1",
        "--quiet",
        "--format=json",
    ])
    arguments.add(report, format = "--output=%s")
    arguments.add(ctx.executable._clang_tidy, format = "--clang-tidy=%s")
    arguments.add(ctx.file._plugin, format = "--plugin=%s")
    arguments.add("--")
    arguments.add_all(flags)
    ctx.actions.run_shell(
        # 1 is that there are findings.
        command = '"$@" || [ $? = 1 ]',
        arguments = [arguments],
        inputs = depset(
            [source, ctx.file._plugin] + ctx.files._config + ctx.files._runtime,
            transitive = [headers],
        ),
        tools = [ctx.executable._nettidy, ctx.executable._clang_tidy],
        env = _environment(ctx),
        outputs = [report],
        mnemonic = "Nettidy",
        progress_message = "Analysing %s" % source.short_path,
    )
    return report

def _judge(ctx, target, source, report, headers):
    """A file that exists when a report has no findings that count."""
    verdict = ctx.actions.declare_file(
        "{}.nettidy/{}.good".format(target.label.name, source.short_path),
    )
    ctx.actions.run_shell(
        command = '"$1" merge "$2" --quiet && : > "$3"',
        arguments = [ctx.executable._nettidy.path, report.path, verdict.path],
        # The sources are quoted.
        inputs = depset([report, source] + ctx.files._runtime, transitive = [headers]),
        tools = [ctx.executable._nettidy],
        env = _environment(ctx),
        outputs = [verdict],
        mnemonic = "NettidyVerdict",
        progress_message = "Judging %s" % source.short_path,
    )
    return verdict

def _nettidy_impl(target, ctx):
    # What comes from elsewhere is its owners' business.
    if CcInfo not in target or target.label.workspace_name:
        return []
    sources = _sources(ctx)
    if not sources:
        return []
    toolchain = find_cpp_toolchain(ctx)
    headers = depset(transitive = [
        target[CcInfo].compilation_context.headers,
        toolchain.all_files,
    ])
    flags = {
        is_c: _flags(ctx, target, toolchain, is_c)
        for is_c in [False, True]
    }
    reports = []
    verdicts = []
    for source in sources:
        report = _analyse(ctx, target, source, flags[source.extension in _C], headers)
        reports.append(report)
        verdicts.append(_judge(ctx, target, source, report, headers))
    return [OutputGroupInfo(
        nettidy = depset(reports),
        nettidy_check = depset(reports + verdicts),
    )]

nettidy = aspect(
    implementation = _nettidy_impl,
    attr_aspects = ["deps"],
    attrs = {
        "_nettidy": attr.label(
            default = "@nettidy//:nettidy",
            executable = True,
            allow_single_file = True,
            cfg = "host",
        ),
        "_clang_tidy": attr.label(
            default = "@nettidy//:clang_tidy",
            executable = True,
            allow_single_file = True,
            cfg = "host",
        ),
        "_plugin": attr.label(default = "@nettidy//:plugin", allow_single_file = True),
        "_runtime": attr.label(default = "@nettidy//:runtime"),
        "_config": attr.label(default = "@nettidy//:config"),
        "_cc_toolchain": attr.label(
            default = "@bazel_tools//tools/cpp:current_cc_toolchain",
        ),
    },
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
