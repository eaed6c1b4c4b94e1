using I2MoE.Dsl.Interpretation;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>The explanation of one sample with what is known of it.</summary>
/// <param name="Sample">The number of the sample in the data, from 0.</param>
/// <param name="Name">Its name; null where samples have none.</param>
/// <param name="Missing">The modalities of which the data have no value for it.</param>
/// <param name="Part">The part it belongs to, for example <c>test</c>; null where the data are not split.</param>
/// <param name="Prediction">What is predicted.</param>
/// <param name="Truth">What is true; null where the data have no labels.</param>
/// <param name="Explanation">Every expert's output, weight and contribution.</param>
internal sealed record ExplainedSample(
    long Sample, string? Name, IReadOnlyList<string> Missing, string? Part, string Prediction, string? Truth, SampleExplanation Explanation);
