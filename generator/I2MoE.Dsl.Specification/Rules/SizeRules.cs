using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the size of a model as a whole (I2MOE316, I2MOE317).</summary>
public static class SizeRules
{
    /// <summary>What 32 bits count: memory of TorchSharp, kernels, and libraries of matrix products.</summary>
    private const double GreatestTensor = int.MaxValue;

    /// <summary>The memory of a usual machine: up to here, what builds trains there.</summary>
    private const double UsualBytes = 16e9;

    /// <summary>Every tensor can be represented.</summary>
    public static Rule TensorsAreCountable { get; } = new(
        "I2MOE316",
        "A tensor of the model is greater than can be represented",
        RuleSeverity.Error,
        "{0} would have {1} numbers, more than the {2} that a tensor may have. Reduce the sizes that it is made of{3}.",
        FindUncountableTensors);

    /// <summary>The model can be trained on a usual machine.</summary>
    public static Rule MemoryIsUsual { get; } = new(
        "I2MOE317",
        "Training takes more memory than a usual machine has",
        RuleSeverity.Warning,
        "Training this model takes about {0} of memory ({1} parameters, ‹BatchSize = {2}›), more than the {3} of a usual machine. 'params' shows the parts; reduce the sizes of the model or ‹BatchSize›, or train where there is as much.",
        FindGreatMemory);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [TensorsAreCountable, MemoryIsUsual];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindUncountableTensors(ModelSpecification specification)
    {
        if (Greatest(specification) is { } tensor && tensor.Numbers > GreatestTensor)
        {
            string name = char.ToUpperInvariant(tensor.Name[0]) + tensor.Name.Substring(1);
            string orBatch = tensor.GrowsWithBatch ? $", or ‹BatchSize = {OptionText.Value(BatchSize(specification)!)}›" : "";
            yield return (tensor.Path, [name, SizeText.Count(tensor.Numbers), SizeText.Count(GreatestTensor), orBatch]);
        }
    }

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> FindGreatMemory(ModelSpecification specification)
    {
        // What another rule says of sizes is more to the point.
        if (ModelSizes.Of(specification) is not { } sizes
            || BatchSize(specification) is not int batch
            || sizes.GreatestTensor(batch).Numbers > GreatestTensor
            || BackboneRules.LateTokensAreFew.Check(specification).Any())
        {
            yield break;
        }

        double bytes = sizes.TrainingBytes(batch);
        if (bytes > UsualBytes)
        {
            yield return (
                new SpecificationPath(Section.Fusion),
                [SizeText.Bytes(bytes), SizeText.Count(sizes.Parameters), OptionText.Value(batch), SizeText.Bytes(UsualBytes)]);
        }
    }

    private static SizedTensor? Greatest(ModelSpecification specification) =>
        BatchSize(specification) is int batch && !FusionRules.All.Any(rule => rule.Severity == RuleSeverity.Error && rule.Check(specification).Any())
            ? ModelSizes.Of(specification)?.GreatestTensor(batch)
            : null;

    private static int? BatchSize(ModelSpecification specification) => specification.Training.ValidInteger(TrainingOptions.BatchSize);
}
