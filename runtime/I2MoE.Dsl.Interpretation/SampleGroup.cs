using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>Samples that have something in common.</summary>
/// <param name="Kind">What is compared: <c>all</c>, <c>class</c>, <c>label</c> or <c>present</c>.</param>
/// <param name="Name">What the samples have in common, for example the name of a class.</param>
/// <param name="Samples">The samples, from 0, in ascending order; at least one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SampleGroup(string Kind, string Name, IReadOnlyList<int> Samples);
