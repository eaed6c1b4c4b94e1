namespace I2MoE.Dsl.Experiments.Python;

/// <summary>A part of a model in Python.</summary>
/// <param name="Created">What creates it, for example <c>LinearEncoder(features=5, hidden=8)</c>.</param>
/// <param name="Components">The files of classes that this takes, in their order.</param>
internal sealed record PythonPart(string Created, params string[] Components);
