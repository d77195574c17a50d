// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   groovy read_pipeline.groovy JENKINSFILE
//
// Reads a declarative pipeline as Jenkins does, as Groovy, and prints its tree. What
// may stand in what is Jenkins' own grammar, as far as our file uses it; anything
// else is an error.
import org.codehaus.groovy.control.CompilerConfiguration

class Section {
  static final INSIDE = [
    '': ['pipeline'],
    pipeline: ['agent', 'stages', 'options', 'post'],
    stages: ['stage'],
    stage: ['steps', 'post', 'when', 'agent'],
    post: ['always', 'success', 'failure', 'unstable'],
    steps: ['sh', 'recordIssues', 'archiveArtifacts'],
    always: ['sh', 'recordIssues', 'archiveArtifacts'],
  ]
  static final SYMBOLS = ['sarif']
  String name
  int depth
  List<String> seen = []

  def getProperty(String word) {
    if (word == 'any' && name == 'pipeline') return 'any'
    if (word in ['name', 'depth', 'seen']) return this.@"$word"
    throw new MissingPropertyException(word, Section)
  }

  def invokeMethod(String word, Object given) {
    def values = given as List
    if (word in SYMBOLS) return "${word}${values}"
    if (!(word in (INSIDE[name] ?: [])))
      throw new IllegalArgumentException("'${word}' may not stand in '${name}'")
    def body = values && values[-1] instanceof Closure ? values.pop() : null
    if (word == 'stage' && (!body || values.size() != 1))
      throw new IllegalArgumentException('a stage has a name and a body')
    println '  ' * depth + word + (values ? ' ' + values.join(', ') : '')
    seen << word
    if (body) {
      def inner = new Section(name: word, depth: depth + 1)
      body.delegate = inner
      body.resolveStrategy = Closure.DELEGATE_ONLY
      body()
      if (word == 'pipeline' && !(inner.seen.containsAll(['agent', 'stages'])))
        throw new IllegalArgumentException('a pipeline has an agent and stages')
    }
    null
  }
}

abstract class Pipeline extends Script {
  def invokeMethod(String word, Object given) {
    new Section(name: '', depth: 0).invokeMethod(word, given)
  }
}

def configuration = new CompilerConfiguration(scriptBaseClass: Pipeline.name)
new GroovyShell(this.class.classLoader, new Binding(), configuration).evaluate(
  new File(args[0]))
